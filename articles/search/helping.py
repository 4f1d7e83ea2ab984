"""Help for who searches: how titles may go on, and what a word may have meant.

Both offer only what a reader's search finds at that moment, so that no hidden title shows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from rapidfuzz import fuzz, process

from articles.models import SearchDocument, SearchWord
from articles.search import finding
from articles.search.query import Query, phrases_of
from core.text import bare_words

TITLES_SHOWN = 6
SHORTEST = 2
ALIKE = 75  # of a hundred, in rapidfuzz's ratio
WORDS_WEIGHED = 5_000
TRIED = 3


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
    numbers = [hit.edition_id for hit in finding.stories(query, at=at).hits[:TITLES_SHOWN]]
    stories = finding.editions(numbers, at=at)
    named = [row for rows in finding.others(query, at=at).values() for row in rows]
    offers = [Offer(story.headline, story.get_absolute_url()) for story in stories]
    return [*offers, *(Offer(row.label, address_of(row)) for row in named)]


def address_of(row: SearchDocument) -> str:
    """The page of a person, a journal or a work."""
    thing = row.person or row.journal or row.work
    return thing.get_absolute_url() if thing else ""


def meant(query: Query, *, at: datetime) -> str:
    """The query with unknown words replaced by known ones that find something, or nothing."""
    better = {word: _alike(word) for word in query.words}
    if not any(better.values()):
        return ""
    phrases = tuple(
        tuple((better[word] or [word])[0] for word in phrase) for phrase in query.phrases
    )
    corrected = replace(query, phrases=phrases)
    return " ".join(corrected.words) if finding.stories(corrected, at=at).hits else ""


def _alike(word: str) -> list[str]:
    """Known words one may have meant; none for a word that is known itself."""
    if word.isdigit() or SearchWord.objects.filter(pk=word).exists():
        return []
    near = SearchWord.objects.filter(pk__gte=word[0], pk__lt=chr(ord(word[0]) + 1))
    known = near.values_list("pk", flat=True)[:WORDS_WEIGHED]
    found = process.extract(word, known, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=TRIED)
    return [match for match, _score, _place in found]
