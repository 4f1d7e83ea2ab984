"""Knows the evidence card of a story: what kind of study it reports, on whom, and what was found.

The card is kept as one text on its edition, so that it is copied, compared and carried like any
other field; whoever reads it gets a ``Card``. Pure.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from literature.models import Work

# Beyond this a trial is no trial and a number a slip of the hand.
MOST_PEOPLE = 1_000_000_000


class Measure(models.TextChoices):
    """What a difference is counted in; it says where no effect lies."""

    POINTS = "points", _("Difference in percentage points")
    UNITS = "units", _("Difference in other units")
    RATIO = "ratio", _("Ratio of risks, odds or hazards")


class Origin(models.TextChoices):
    """Where the story began."""

    PAPER = "paper", _("From the paper itself")
    RELEASE = "release", _("Began with a press release; the paper was read")
    RELEASE_ONLY = "release_only", _("From a press release alone")
    TALK = "talk", _("From a talk or a poster")


LABELS = {
    "review": _("Peer review"),
    "design": _("Kind of study"),
    "design_note": _("About the kind"),
    "subject": _("Studied in"),
    "subject_note": _("About the subjects"),
    "size": _("Size"),
    "follow_up": _("Followed for"),
    "comparator": _("Compared with"),
    "question": _("Question"),
    "outcome": _("What was counted"),
    "arm_a": _("First group"),
    "reached_a": _("Reached it, first group"),
    "total_a": _("People in it, first group"),
    "arm_b": _("Second group"),
    "reached_b": _("Reached it, second group"),
    "total_b": _("People in it, second group"),
    "measure": _("Counted as"),
    "unit": _("Unit"),
    "difference": _("Difference or ratio"),
    "low": _("Interval from"),
    "high": _("Interval to"),
    "meaning": _("What it means"),
    "registration": _("Registered as"),
    "funding": _("Funding"),
    "interests": _("Interests of the study’s authors"),
    "author_interests": _("Interests of our writer"),
    "limitations": _("Limits"),
    "origin": _("Where the story began"),
}
CHOICES: dict[str, Any] = {
    "review": Work.ReviewStatus,
    "design": Work.StudyDesign,
    "subject": Work.Subject,
    "measure": Measure,
    "origin": Origin,
}
COUNTS = {"size", "reached_a", "total_a", "reached_b", "total_b"}
NUMBERS = {"difference", "low", "high"}


@dataclass(frozen=True)
class Card:
    """An evidence card; what is not known is empty. Numbers with a point are kept as written."""

    review: str = ""
    design: str = ""
    design_note: str = ""
    subject: str = ""
    subject_note: str = ""
    size: int | None = None
    follow_up: str = ""
    comparator: str = ""
    question: str = ""
    outcome: str = ""
    arm_a: str = ""
    reached_a: int | None = None
    total_a: int | None = None
    arm_b: str = ""
    reached_b: int | None = None
    total_b: int | None = None
    measure: str = ""
    unit: str = ""
    difference: str = ""
    low: str = ""
    high: str = ""
    meaning: str = ""
    registration: str = ""
    funding: str = ""
    interests: str = ""
    author_interests: str = ""
    limitations: str = ""
    origin: str = ""

    @classmethod
    def load(cls, text: str) -> Card:
        """Read a stored card; what is not a card, or not a value of one, is left out."""
        try:
            stored = json.loads(text) if text else {}
        except ValueError:
            stored = {}
        return cls.of(stored if isinstance(stored, dict) else {})

    @classmethod
    def of(cls, values: dict[str, Any]) -> Card:
        """The card of some values by name."""
        return cls(**{name: value for name, value in values.items() if _is_sound(name, value)})

    def dump(self) -> str:
        """The card as text; empty for an empty card, and the same for the same card."""
        filled = {name: value for name, value in asdict(self).items() if value not in ("", None)}
        return json.dumps(filled, ensure_ascii=False, sort_keys=True) if filled else ""

    @property
    def is_empty(self) -> bool:
        return self == Card()

    def words(self, name: str) -> str:
        """A value as people read it."""
        value = getattr(self, name)
        if name in CHOICES:
            return str(dict(CHOICES[name].choices).get(value, ""))
        return f"{value:,}" if isinstance(value, int) else str(value or "")

    def lines(self) -> list[str]:
        """Every filled field with its label, one a line."""
        filled = [name for name in NAMES if self.words(name)]
        return [f"{LABELS[name]}: {self.words(name)}" for name in filled]

    @property
    def has_arms(self) -> bool:
        """Whether both groups were counted."""
        counts = (self.reached_a, self.total_a, self.reached_b, self.total_b)
        return None not in counts and bool(self.total_a and self.total_b)

    def number(self, name: str) -> Decimal | None:
        """The difference or an end of its interval as a number."""
        return as_number(getattr(self, name))

    @property
    def null(self) -> Decimal:
        """Where no effect lies: at one for a ratio, else at nought."""
        return Decimal(1 if self.measure == Measure.RATIO else 0)

    @property
    def has_interval(self) -> bool:
        return None not in (self.number("difference"), self.number("low"), self.number("high"))

    @property
    def crosses_null(self) -> bool:
        """Whether the interval takes in no effect."""
        low, high = self.number("low"), self.number("high")
        return low is not None and high is not None and low <= self.null <= high


NAMES = tuple(one.name for one in fields(Card))


def as_number(text: str) -> Decimal | None:
    """A number as people type it, with a point or comma and any kind of minus; else None."""
    plain = text.strip().replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")
    try:
        number = Decimal(plain.replace(",", ".")) if plain else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def facets(card: Card, work: Work | None) -> dict[str, str]:
    """The columns by which stories are filtered: the card's, else those of the work reported on."""
    known = work.review_status if work and work.review_status != "unknown" else ""
    return {
        "evidence_review": card.review or known,
        "evidence_design": card.design or (work.study_design if work else ""),
        "evidence_subject": card.subject or (work.subject if work else ""),
    }


def _is_sound(name: str, value: Any) -> bool:
    if name not in LABELS:
        return False
    if name in COUNTS:
        is_count = isinstance(value, int) and not isinstance(value, bool)
        return is_count and 0 <= value <= MOST_PEOPLE
    if not isinstance(value, str):
        return False
    if name in CHOICES:
        return value in CHOICES[name].values
    return name not in NUMBERS or as_number(value) is not None
