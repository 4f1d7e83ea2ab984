"""Tells writers of replies: confirmed addresses alone, and only of what readers can read.

After three letters in an hour the rest waits and comes together.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from comments import letters, opening
from comments.fingerprints import email_hmacs
from comments.models import Comment, Letter
from comments.text import shown
from core.links import absolute
from core.pages.watch import exactly
from core.text import excerpt

SETTLED = timedelta(minutes=1)  # longer than a decision can be taken back
HOUR, DAY = timedelta(hours=1), timedelta(hours=24)
PER_HOUR, AT_ONCE, _EXCERPT = 3, 500, 400


def send_replies(at: datetime) -> int:
    """Write to each writer who asked for it; returns how many letters went out."""
    by_address: dict[str, list[Comment]] = defaultdict(list)
    idle = []
    for reply in _new(at):
        if _is_wanted(reply):
            by_address[reply.parent.email].append(reply)  # type: ignore[union-attr]
        else:
            idle.append(reply.pk)
    _told(idle)
    return sum(_send(address, replies, at) for address, replies in by_address.items())


def _new(at: datetime) -> QuerySet[Comment]:
    seen = Comment.objects.visible().filter(
        depth__gt=0, replies_told=False, published_at__gt=at - DAY, published_at__lte=at - SETTLED
    )
    return seen.select_related("parent", "article").order_by("published_at")[:AT_ONCE]


def _is_wanted(reply: Comment) -> bool:
    parent = reply.parent
    if parent is None or not (parent.wants_replies and parent.identity_id and parent.email):
        return False
    return parent.is_visible and parent.identity_id != reply.identity_id


def _send(address: str, replies: list[Comment], at: datetime) -> bool:
    hashes = email_hmacs(address, at=at)
    if letters.sent(Letter.Kind.REPLIES, at - HOUR, address_hmac__in=hashes) >= PER_HOUR:
        return False
    items = [item for reply in replies[:20] if (item := _item(reply, at))]
    if items:
        subject = _("Somebody answered your comment")
        values = {"items": items, "more": max(0, len(replies) - 20)}
        parent = replies[0].parent
        writer = parent.identity_id if parent else None
        kind = Letter.Kind.REPLIES
        if not letters.send(kind, subject, values, to=address, at=at, writer=writer):
            return False
    _told([reply.pk for reply in replies])
    return bool(items)


def _item(reply: Comment, at: datetime) -> dict[str, str] | None:
    edition = opening.live_edition(reply.article, at=at)
    if edition is None:
        return None
    return {
        "name": reply.signature,
        "headline": edition.headline,
        "text": excerpt(shown(reply.text), _EXCERPT),
        "link": absolute(reply.get_absolute_url()),
    }


@exactly()
def _told(numbers: list[int]) -> None:
    Comment.objects.filter(pk__in=numbers).update(replies_told=True)
