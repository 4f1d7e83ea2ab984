"""Stories as they stand in lists: their source in a line, their call number, their writers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from articles import people, plates
from articles.call_numbers import CallNumber
from articles.models import Citation, Edition
from articles.plates import Miniature, Source

SUBJECTS = [Citation.Relation.REPORTS_ON, Citation.Relation.ISSUE_ROUNDUP]


@dataclass(frozen=True)
class Card:
    """A story and what a list says of its source."""

    story: Edition
    citations: Sequence[Citation]
    writers: str = ""

    @cached_property
    def mini(self) -> Miniature:
        return plates.miniature(self.story, self.citations)

    @cached_property
    def call(self) -> CallNumber:
        return plates.call_number(self.story, self.citations)

    @cached_property
    def source(self) -> Source | None:
        about = plates.subjects(self.citations)
        return plates.source(about[0]) if about else None

    @property
    def is_retracted(self) -> bool:
        return self.mini.state == "retracted"


def cards(stories: Sequence[Edition]) -> list[Card]:
    """The cards of these editions, in their order, in one query."""
    found = citations_of(story.pk for story in stories)
    return [Card(story, found.get(story.pk, [])) for story in stories]


def signed_cards(stories: Sequence[Edition]) -> list[Card]:
    """Cards with their writers; the editions come ``with_bylines()``. One query."""
    found = citations_of(story.pk for story in stories)
    return [
        Card(story, found.get(story.pk, []), people.writers(story.bylines.all()))
        for story in stories
    ]


def citations_of(editions: Iterable[int]) -> dict[int, list[Citation]]:
    """What these editions report on, by edition, with works, issues and journals. One query."""
    rows = (
        Citation.objects.filter(edition__in=list(editions), relation__in=SUBJECTS)
        .select_related("work__journal", "work__issue__journal", "issue__journal")
        .defer("work__csl")
        .order_by("number", "position", "id")
    )
    found: dict[int, list[Citation]] = {}
    for row in rows:
        found.setdefault(row.edition_id, []).append(row)
    return found
