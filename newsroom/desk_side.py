"""The right side of the desk: retractions, who calls this person, what to look at again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar

from django.db import DatabaseError
from django.db.models import Model, QuerySet
from django.utils import timezone

from articles import permissions
from articles.models import Mention, Reminder
from core.text import excerpt
from literature import retractions
from literature.models import RetractionNotice
from literature.permissions import may_decide_notice
from newsroom.desk_sources import Look

logger = logging.getLogger(__name__)
SHOWN = 7
TEXT_LENGTH = 160
Item = TypeVar("Item")
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Call:
    """Somebody names this person in a note."""

    edition_id: int
    headline: str
    who: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Again:
    """A story to look at again, since that day, for that reason."""

    edition_id: int
    headline: str
    day: date
    reason: str


@dataclass(frozen=True)
class Block(Generic[Item]):
    """A bounded list; ``has_more`` when there are others, ``failed`` when it could not be read."""

    items: list[Item] = field(default_factory=list)
    has_more: bool = False
    failed: bool = False


@dataclass(frozen=True)
class Fallen:
    """A notice about a work that somebody has to handle."""

    notice_id: int
    kind: str
    work: str
    since: datetime
    holds: bool


def fallen(look: Look) -> Block[Fallen]:
    """Notices of retraction and correction for those who decide on them, the oldest first."""
    if not may_decide_notice(look.user):
        return Block()
    return _block(retractions.to_handle(), _fallen)


def _fallen(row: RetractionNotice) -> Fallen:
    kind = str(row.get_kind_display())
    return Fallen(row.pk, kind, excerpt(str(row.work), 90), row.recorded_at, row.holds)


def calls(look: Look) -> Block[Call]:
    """What this person has not read yet, the newest first; one query."""
    rows = (
        Mention.objects.filter(
            permissions.notes_read_by(look.user, prefix="note__article__"),
            person=look.user,
            read_at=None,
        )
        .exclude(note__article__latest=None)
        .select_related("note__author", "note__article__latest")
        .only(
            "note__text",
            "note__at",
            "note__article__latest__headline",
            *(f"note__author__{name}" for name in ("username", "first_name", "last_name")),
        )
        .order_by("-id")
    )
    return _block(rows, _call)


def _call(row: Mention) -> Call:
    note = row.note
    who = str(note.author) if note.author else "–"
    pk = note.article.latest_id or 0
    return Call(pk, str(note.article), who, excerpt(note.text, TEXT_LENGTH), note.at)


def look_again(look: Look) -> Block[Again]:
    """The stories whose day has come, the longest waiting first; one query."""
    rows = (
        Reminder.objects.filter(
            permissions.notes_read_by(look.user, prefix="article__"),
            done_at=None,
            day__lte=timezone.localtime(look.at).date(),
        )
        .exclude(article__latest=None)
        .select_related("article__latest")
        .only("day", "reason", "article__latest__headline")
        .order_by("day", "id")
    )
    return _block(rows, _again)


def _again(row: Reminder) -> Again:
    return Again(row.article.latest_id or 0, str(row.article), row.day, row.reason)


def _block(rows: QuerySet[Row], told: Callable[[Row], Item]) -> Block[Item]:
    try:
        found = list(rows[: SHOWN + 1])
    except DatabaseError:
        logger.exception("a block of the desk could not be read")
        return Block(failed=True)
    return Block([told(row) for row in found[:SHOWN]], len(found) > SHOWN)
