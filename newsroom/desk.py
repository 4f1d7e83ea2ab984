"""The desk: what waits for a person, what is due, what goes live, what readers wrote.

Each section has one source, which asks the database once. A source that fails takes only its own
section with it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DatabaseError
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from articles import permissions
from articles.models import Edition
from comments.models import Comment
from core.models import User
from core.text import excerpt
from newsroom.desk_sources import KINDS, Kind, Look
from newsroom.moments import Clock, at_clock, due_clock, planned_clock, since

logger = logging.getLogger(__name__)
SHOWN = 7
# Lists are read up to here and no table is counted; above it the desk says "more than".
COUNTED = 99
NOTE_LENGTH = 120

State = Edition.State


@dataclass(frozen=True)
class Line:
    """One story in a section: when, what, its state in words, and this person's next act."""

    edition_id: int
    headline: str
    url: str
    state: str
    word: str
    sentence: str
    verb: str
    clock: Clock
    embargo: str = ""


@dataclass(frozen=True)
class Section:
    """A heading with its lines; ``failed`` when its source could not be read."""

    key: str
    title: str | Promise
    lines: list[Line] = field(default_factory=list)
    count: int = 0
    all_url: str = ""
    all_label: str = ""
    failed: bool = False

    @property
    def counted(self) -> str:
        return count_words(self.count)


@dataclass(frozen=True)
class Held:
    """The comments that wait for a decision: how many, and since when the oldest does."""

    count: int
    oldest: datetime | None

    @property
    def counted(self) -> str:
        return count_words(self.count)


@dataclass(frozen=True)
class Desk:
    """Everything the first page shows to one person."""

    at: datetime
    sections: list[Section]

    @property
    def is_empty(self) -> bool:
        return not any(section.lines or section.failed for section in self.sections)


def count_words(count: int) -> str:
    """A count as far as it was counted: "12", or "99+"."""
    return f"{COUNTED}+" if count > COUNTED else str(count)


def desk_for(user: User, *, at: datetime, kinds: Mapping[str, Kind] = KINDS) -> Desk:
    """The sections of stories for one person at ``at``, each story in the first that fits it."""
    look = Look(user, at)
    seen: set[int] = set()
    return Desk(at, [_section(key, kind, look, seen) for key, kind in kinds.items()])


def _section(key: str, kind: Kind, look: Look, seen: set[int]) -> Section:
    try:
        found = list(kind.source(look)[: COUNTED + 1])
    except DatabaseError:
        logger.exception("the desk's section %s could not be read", key)
        return Section(key, kind.title, failed=True)
    rows = [row for row in found if row.pk not in seen]
    seen.update(row.pk for row in rows)
    everything = _("All %(count)s %(what)s") % {
        "count": count_words(len(rows)),
        "what": kind.all_title,
    }
    return Section(
        key,
        kind.title,
        [line_for(row, look) for row in rows[:SHOWN]],
        len(rows),
        reverse("admin:articles_edition_changelist") + kind.query,
        everything if len(rows) > SHOWN else "",
    )


def line_for(edition: Edition, look: Look) -> Line:
    """One edition as a line of the desk; asks the database nothing."""
    state, word, sentence = describe(edition, look)
    return Line(
        edition.pk,
        edition.headline,
        reverse("admin:articles_edition_change", args=[edition.pk]),
        state,
        word,
        sentence,
        verb_for(edition, look),
        clock_for(edition, look),
        embargo_words(edition, look),
    )


def embargo_words(edition: Edition, look: Look) -> str:
    """Until when an edition is under embargo, in words; "" when it is not."""
    until = edition.article.embargoed_until
    if until is None or until <= look.at:
        return ""
    return _("until %(moment)s") % {"moment": since(until, look.at)}


def _is_held_past_its_embargo(edition: Edition, look: Look) -> bool:
    until = edition.article.embargoed_until
    return until is not None and until <= look.at and edition.article.first_published_at is None


def clock_for(edition: Edition, look: Look) -> Clock:
    """The moment that counts for an edition: its publication, its due time, its planned day."""
    zone = look.user.time_zone
    if edition.live_from is not None:
        return at_clock(edition.live_from, look.at, zone=zone)
    until = edition.article.embargoed_until
    if until is not None and _is_held_past_its_embargo(edition, look):
        return due_clock(until, look.at, zone=zone)
    reviewed = edition.state in {State.IN_REVIEW, State.CHANGES_ASKED}
    if edition.review_due is not None and reviewed:
        return due_clock(edition.review_due, look.at, zone=zone)
    if edition.planned_for is not None:
        return planned_clock(edition.planned_for, look.at)
    if until is not None and until > look.at:
        return at_clock(until, look.at, zone=zone)
    return Clock(_("no date"))


def verb_for(edition: Edition, look: Look) -> str:
    """This person's next act on an edition, or "" when it is somebody else's turn."""
    if edition.is_frozen:
        return ""
    own = permissions.is_author(look.user, edition)
    is_given = edition.article.assigned_to_id == look.user.pk
    verbs = {
        State.DRAFT: _("Go on writing") if own or is_given else "",
        State.IN_REVIEW: _("Review") if edition.reviewer_id == look.user.pk else "",
        State.CHANGES_ASKED: _("Revise") if own else "",
        State.APPROVED: _("Publish") if permissions.may_publish(look.user, edition) else "",
    }
    return verbs[State(edition.state)]


def describe(edition: Edition, look: Look) -> tuple[str, str, str]:
    """The state of an edition as a key for its shape, a word, and the sentence after it."""
    if edition.is_frozen:
        return _describe_scheduled(edition)
    moment = since(edition.state_since or edition.updated_at, look.at)
    if edition.state == State.IN_REVIEW:
        return State.IN_REVIEW, _("In review"), _review_sentence(edition, look, moment)
    if edition.state == State.CHANGES_ASKED:
        who = _name(edition.reviewer, look)
        note = excerpt(edition.review_note, NOTE_LENGTH)
        said = _("by %(who)s: “%(note)s”") % {"who": who, "note": note}
        return State.CHANGES_ASKED, _("Changes asked"), said
    if edition.state == State.APPROVED:
        who = _name(edition.approved_by, look)
        said = _("by %(who)s since %(since)s") % {"who": who, "since": moment}
        return State.APPROVED, _("Approved"), said
    return State.DRAFT, _("Draft %d") % edition.number, _draft_sentence(edition, look)


def _describe_scheduled(edition: Edition) -> tuple[str, str, str]:
    if edition.number == 1:
        return "scheduled", _("Scheduled"), _("as the first edition")
    said = _("edition %d replaces the one readers see now") % edition.number
    return "scheduled", _("Scheduled change"), said


def _review_sentence(edition: Edition, look: Look, moment: str) -> str:
    return _("by %(reviewer)s since %(since)s, written by %(writer)s") % {
        "reviewer": _name(edition.reviewer, look),
        "since": moment,
        "writer": _name(edition.created_by, look),
    }


def _draft_sentence(edition: Edition, look: Look) -> str:
    saved = {"saved": since(edition.updated_at, look.at)}
    if edition.article.first_published_at is not None:
        return _("of a live story, saved %(saved)s") % saved
    return _("saved %(saved)s") % saved


def _name(user: User | None, look: Look) -> str:
    if user is None:
        return _("nobody by name")
    return _("you") if user.pk == look.user.pk else str(user)


def held_comments() -> Held | None:
    """The comments that wait for a decision, in one bounded query; None when it failed."""
    try:
        moments = list(Comment.objects.held().values_list("created_at", flat=True)[: COUNTED + 1])
    except DatabaseError:
        logger.exception("the held comments could not be read")
        return None
    return Held(len(moments), min(moments, default=None))
