"""Help for who is still typing: how titles may go on.

Offers only what a reader's search finds at that moment, so that no hidden title shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from articles.models import SearchDocument
from articles.search import finding
from articles.search.query import Query, phrases_of
from core.text import bare_words

TITLES_SHOWN = 6
SHORTEST = 2


@dataclass(frozen=True)
class Offer:
    """A title, and where it leads."""

    label: str
    url: str


def titles(typed: str, *, at: datetime) -> list[Offer]:
    """Titles and names that begin or go on with what was typed so far, stories first."""
    if len(bare_words(typed)) < SHORTEST:
        return []
    query = Query(phrases_of(typed), is_open=True)
    found, others = finding.both(query, at=at)
    numbers = [hit.edition_id for hit in found.hits[:TITLES_SHOWN]]
    stories = finding.editions(numbers, at=at)
    named = [row for rows in others.values() for row in rows]
    offers = [Offer(story.headline, story.get_absolute_url()) for story in stories]
    return [*offers, *(Offer(row.label, address_of(row)) for row in named)]


def address_of(row: SearchDocument) -> str:
    """The page of a person, a journal or a work."""
    thing = row.person or row.journal or row.work
    return thing.get_absolute_url() if thing else ""
