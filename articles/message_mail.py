"""Sends the desk's messages: one calm mail for each person, with all that is due.

A mail leaves the house, so it holds no text of a story: a sentence, the headline and a link, and
under embargo not even the headline.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import permissions
from articles.models import Message
from articles.models.messages import MessageKind
from core.links import absolute
from core.mail import send_plain
from core.models import User

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=10)
PEOPLE_AT_ONCE = 100
SENTENCES = {
    MessageKind.REVIEW_ASKED: gettext_lazy("%(who)s asks you to review %(what)s."),
    MessageKind.CHANGES_ASKED: gettext_lazy("%(who)s asks for changes in %(what)s."),
    MessageKind.APPROVED: gettext_lazy("%(who)s approved %(what)s."),
    MessageKind.MENTIONED: gettext_lazy("%(who)s calls you in a note on %(what)s."),
    MessageKind.ASSIGNED: gettext_lazy("%(who)s handed you %(what)s."),
    MessageKind.PUBLISHED: gettext_lazy("By the clock, readers see %(what)s now."),
    MessageKind.LIFTED: gettext_lazy("The embargo has lifted on %(what)s."),
}


@dataclass(frozen=True)
class Line:
    """One message in the mail."""

    sentence: str
    url: str


def send_due(at: datetime) -> int:
    """Send what is due at ``at``; returns how many mails went out.

    Each message is claimed first, so that of many workers one sends it. When the mail server
    refuses, the claim runs out and it is tried again.
    """
    waiting = Message.objects.filter(_free(at))
    people = waiting.order_by("person").values_list("person", flat=True).distinct()
    users = User.objects.filter(pk__in=list(people[:PEOPLE_AT_ONCE]))
    return sum(_send_to(user, at) for user in users)


def _free(at: datetime) -> Q:
    unclaimed = Q(claimed_until=None) | Q(claimed_until__lte=at)
    return unclaimed & Q(sent_at=None, due_at__lte=at)


def _send_to(person: User, at: datetime) -> bool:
    found = Message.objects.filter(_free(at), person=person)
    claimed = [row for row in found.select_related("article__latest") if _claim(row, at)]
    told = [row for row in claimed if _may_tell(person, row)]
    _drop(row.pk for row in claimed if row not in told)
    if not told:
        return False
    lines = [line_for(row, at) for row in told]
    values = {"person": person, "lines": lines}
    try:
        send_plain(_subject(lines), "emails/desk.txt", values, to=person.email)
    except OSError:
        logger.exception("a message of the desk could not be sent; it is tried again")
        return False
    Message.objects.filter(pk__in=[row.pk for row in told]).update(sent_at=at, claimed_until=None)
    return True


def _claim(row: Message, at: datetime) -> bool:
    return Message.objects.filter(_free(at), pk=row.pk).update(claimed_until=at + LEASE) == 1


def _may_tell(person: User, row: Message) -> bool:
    """Asked again when it is sent: a right or an embargo may have changed since."""
    reachable = person.is_active and person.is_staff and bool(person.email)
    return reachable and permissions.may_read_notes(person, row.article)


def _drop(numbers: Iterable[int]) -> None:
    Message.objects.filter(pk__in=list(numbers)).update(due_at=None, claimed_until=None)


def line_for(row: Message, at: datetime) -> Line:
    """A message in words. Under embargo the story is not named."""
    latest = row.article.latest
    if latest is None or row.article.is_embargoed(at):
        what = _("a story under embargo")
    else:
        what = _("“%s”") % latest.headline
    page = "notes" if row.kind == MessageKind.MENTIONED else "change"
    address = reverse(f"admin:articles_edition_{page}", args=[latest.pk]) if latest else ""
    who = row.who or _("Somebody")
    return Line(
        str(SENTENCES[MessageKind(row.kind)]) % {"who": who, "what": what}, absolute(address)
    )


def _subject(lines: list[Line]) -> str:
    if len(lines) == 1:
        return lines[0].sentence
    said = ngettext("%d message from the desk", "%d messages from the desk", len(lines))
    return said % len(lines)
