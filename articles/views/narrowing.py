"""Lists narrowed to a kind of evidence, as a reader asks for it in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import EditionQuerySet
from literature.models import Work

REVIEWS = [
    (Work.ReviewStatus.PEER_REVIEWED, _("Peer reviewed")),
    (Work.ReviewStatus.PREPRINT, _("Preprint")),
    (Work.ReviewStatus.CONFERENCE_ABSTRACT, _("Conference abstract")),
]
# Name in the address: column, label, choices.
WAYS: dict[str, tuple[str, str | Promise, list[Any]]] = {
    "study": ("evidence_design", _("Kind of study"), Work.StudyDesign.choices),
    "subject": ("evidence_subject", _("Studied in"), Work.Subject.choices),
    "review": ("evidence_review", _("Peer review"), REVIEWS),
}

# The values of each that a kept page may be asked for with.
NARROWED = {name: frozenset(dict(choices)) for name, (_column, _label, choices) in WAYS.items()}


@dataclass(frozen=True)
class Way:
    """One choice of the form above a list."""

    name: str
    label: str | Promise
    options: list[tuple[str, str | Promise, bool]]


@dataclass(frozen=True)
class Narrowing:
    """What was chosen; anything that is not on offer counts as nothing chosen."""

    chosen: dict[str, str]

    @classmethod
    def of(cls, request: HttpRequest) -> Narrowing:
        asked = {name: request.GET.get(name, "") for name in WAYS}
        return cls({name: value for name, value in asked.items() if value in dict(WAYS[name][2])})

    def __bool__(self) -> bool:
        return bool(self.chosen)

    @property
    def query(self) -> str:
        """The part of the address that keeps the choice on the next page."""
        return urlencode(self.chosen) + "&" if self.chosen else ""

    @property
    def ways(self) -> list[Way]:
        return [
            Way(name, label, [(v, words, self.chosen.get(name) == v) for v, words in choices])
            for name, (_column, label, choices) in WAYS.items()
        ]

    def narrow(self, stories: EditionQuerySet) -> EditionQuerySet:
        return stories.filter(**{WAYS[name][0]: value for name, value in self.chosen.items()})
