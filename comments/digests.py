"""Tells moderators what waits: at once in a quiet hour, then at most four times an hour and twelve
times a day, however much comes in."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import ngettext

from comments import letters, permissions
from comments.models import Comment, Letter
from comments.privacy import email_hmac
from comments.text import shown
from core.links import absolute
from core.models import User
from core.text import excerpt

PAUSE, DAY = timedelta(minutes=15), timedelta(hours=24)
PER_DAY, SHOWN, COUNTED, _EXCERPT = 12, 10, 250, 300


def send_digests(at: datetime) -> int:
    """Write to the moderators with an address; returns how many letters went out."""
    if not settings.COMMENT_DIGESTS:
        return 0
    held = list(Comment.objects.held().order_by("-created_at", "-pk")[:COUNTED])
    if not held:
        return 0
    people = User.objects.filter(is_active=True, is_staff=True).exclude(email="")
    moderators = [person for person in people if permissions.may_moderate(person)]
    return sum(_send(person, held, at) for person in moderators)


def _send(person: User, held: list[Comment], at: datetime) -> bool:
    mine = Letter.objects.filter(
        kind=Letter.Kind.DIGEST, address_hmac=email_hmac(person.email), at__gt=at - DAY
    )
    times = list(mine.order_by("-at").values_list("at", flat=True)[:PER_DAY])
    if len(times) >= PER_DAY or (times and at - times[0] < PAUSE):
        return False
    new = [one for one in held if not times or one.created_at > times[0]]
    if not new:
        return False
    subject = ngettext("%d comment waits", "%d comments wait", len(new)) % len(new)
    values = {
        "person": person,
        "items": [_item(one) for one in new[:SHOWN]],
        "more": max(0, len(new) - SHOWN),
        "link": absolute(reverse("admin:comments_comment_changelist")),
    }
    return letters.send(Letter.Kind.DIGEST, subject, values, to=person.email, at=at)


def _item(comment: Comment) -> dict[str, str]:
    return {"name": shown(comment.name), "text": excerpt(shown(comment.text), _EXCERPT)}
