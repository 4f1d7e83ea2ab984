"""Which stories stand in which section of the desk: one query each, kept to what a person sees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from articles import permissions
from articles.models import Edition
from articles.models.edition import EditionQuerySet
from core.models import User

State = Edition.State
NAME_FIELDS = ("username", "first_name", "last_name")
LINE_FIELDS = (
    "number",
    "headline",
    "state",
    "state_since",
    "live_from",
    "planned_for",
    "review_due",
    "review_note",
    "hotfix_of_id",
    "approval_carried",
    "forced_reason",
    "updated_at",
    "updated_by_id",
    "article__first_published_at",
    "article__embargoed_until",
    "article__created_by_id",
    "article__assigned_to_id",
)


@dataclass(frozen=True)
class Look:
    """Who looks at the desk, and when."""

    user: User
    at: datetime


Source = Callable[[Look], EditionQuerySet]


@dataclass(frozen=True)
class Kind:
    """A section as it is planned: its titles, its source, how its time column reads."""

    title: Promise
    all_title: Promise
    source: Source
    query: str = ""


def _editions(look: Look) -> EditionQuerySet:
    people = ("reviewer", "created_by", "approved_by")
    names = [f"{one}__{part}" for one in people for part in NAME_FIELDS]
    return (
        Edition.objects.filter(permissions.seen_by(look.user), article__withdrawn_at=None)
        .select_related("article", *people)
        .only(*LINE_FIELDS, *names)
    )


def _mine(look: Look) -> Q:
    return Q(created_by=look.user) | Q(updated_by=look.user)


def missed(look: Look) -> EditionQuerySet:
    """What should be out and is not: its planned day is over, or its embargo has lifted."""
    today = timezone.localtime(look.at).date()
    lifted = Q(article__embargoed_until__lte=look.at, article__first_published_at=None)
    rows = _editions(look).open().filter(Q(planned_for__lt=today) | lifted)
    return rows.order_by("planned_for", "id")


def waiting(look: Look) -> EditionQuerySet:
    """What only this person moves on: to review, to revise, to publish."""
    condition = Q(state=State.IN_REVIEW, reviewer=look.user)
    condition |= Q(state=State.CHANGES_ASKED) & _mine(look)
    if permissions.may_publish(look.user, Edition()):
        condition |= Q(state=State.APPROVED)
    return (
        _editions(look)
        .open()
        .filter(condition)
        .order_by(F("review_due").asc(nulls_last=True), "id")
    )


def in_review(look: Look) -> EditionQuerySet:
    """What others read at the moment."""
    rows = _editions(look).open().filter(state=State.IN_REVIEW).exclude(reviewer=look.user)
    return rows.order_by(F("review_due").asc(nulls_last=True), "id")


def due_today(look: Look) -> EditionQuerySet:
    """What was to be ready by the end of this day and is not out."""
    today = timezone.localtime(look.at).date()
    tomorrow = timezone.make_aware(datetime.combine(today + timedelta(days=1), time.min))
    condition = Q(planned_for__lte=today) | Q(review_due__lt=tomorrow)
    return _editions(look).open().filter(condition).order_by("planned_for", "review_due", "id")


def by_the_clock(look: Look) -> EditionQuerySet:
    """What goes live without anybody's doing."""
    return _editions(look).filter(live_from__gt=look.at).order_by("live_from", "id")


def under_embargo(look: Look) -> EditionQuerySet:
    """What is being written under an embargo, the next to lift first."""
    rows = _editions(look).open().filter(article__embargoed_until__gt=look.at)
    return rows.order_by("article__embargoed_until", "id")


def drafts(look: Look) -> EditionQuerySet:
    """What this person is writing, or was given to write."""
    own = _mine(look) | Q(article__assigned_to=look.user)
    rows = _editions(look).open().filter(own, state=State.DRAFT)
    return rows.order_by("-updated_at", "-id")


KINDS: dict[str, Kind] = {
    "missed": Kind(gettext_lazy("Missed"), gettext_lazy("missed"), missed),
    "waiting": Kind(
        gettext_lazy("Waiting for you"),
        gettext_lazy("waiting for you"),
        waiting,
        "?whose=review",
    ),
    "review": Kind(
        gettext_lazy("In review with others"),
        gettext_lazy("in review"),
        in_review,
        "?state=in_review",
    ),
    "due": Kind(gettext_lazy("Due today"), gettext_lazy("due today"), due_today),
    "clock": Kind(
        gettext_lazy("Goes live by the clock"),
        gettext_lazy("scheduled"),
        by_the_clock,
        "?state=scheduled",
    ),
    "embargo": Kind(
        gettext_lazy("Embargo lifts next"), gettext_lazy("under embargo"), under_embargo
    ),
    "drafts": Kind(
        gettext_lazy("Your drafts"),
        gettext_lazy("of your drafts"),
        drafts,
        "?state=draft&whose=mine",
    ),
}
