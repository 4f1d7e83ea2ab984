"""Help for who searches: how titles may go on, and what a word may have meant.

Both offer only what a reader's search finds at that moment, so that no hidden title shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q
from django.db.models.functions import Length
from rapidfuzz import fuzz, process

from articles.models import SearchDocument, SearchWord
from articles.search import finding
from articles.search.query import Query, phrases_of
from core.text import bare_words

TITLES_SHOWN = 6
SHORTEST = 2
ALIKE = 75  # of a hundred, in rapidfuzz's ratio
WORDS_WEIGHED = 5_000
LONGER = 3  # letters by which a misspelt word may differ in length


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


def meant(query: Query, *, at: datetime) -> str:
    """The query with unknown words replaced by known ones that find something, or nothing.

    Three queries, whatever the number of words.
    """
    better = _alike(query.words)
    if not better:
        return ""
    phrases = tuple(tuple(better.get(word, word) for word in phrase) for phrase in query.phrases)
    corrected = replace(query, phrases=phrases)
    return " ".join(corrected.words) if finding.has_story(corrected, at=at) else ""


def _alike(words: Sequence[str]) -> dict[str, str]:
    """For each unknown word the known one it is most like, where there is one."""
    looked_up = {word for word in words if not word.isdigit()}
    known = set(SearchWord.objects.filter(pk__in=looked_up).values_list("pk", flat=True))
    unknown = sorted(looked_up - known)
    if not unknown:
        return {}
    near = SearchWord.objects.annotate(length=Length("pk")).filter(
        reduce(or_, (_might_be(word) for word in unknown))
    )
    weighed = list(near.values_list("pk", flat=True)[: WORDS_WEIGHED * len(unknown)])
    return {word: match for word in unknown if (match := _most_like(word, weighed))}


def _might_be(word: str) -> Q:
    """Words with the same first letter, about as long."""
    first = {"pk__gte": word[0], "pk__lt": chr(ord(word[0]) + 1)}
    return Q(**first, length__range=(len(word) - LONGER, len(word) + LONGER))


def _most_like(word: str, words: Iterable[str]) -> str:
    own = [one for one in words if one[0] == word[0]]
    found = process.extractOne(word, own, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return found[0] if found else ""
