"""What comes nearest where no story that readers see has all the words they remember.

In this order: the words without the small ones; the words as they may have been meant; all but
one; any of them. The first that finds a story answers, and the page says which it was.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from articles.search import finding, spelling
from articles.search.finding import Found
from articles.search.query import Query


class Measure(StrEnum):
    """How much of what was asked for the stories have."""

    ALL = "all"
    MEANT = "meant"
    MOST = "most"
    SOME = "some"
    NONE = "none"


@dataclass(frozen=True)
class Nearest:
    """The stories, how near they come, and the words that were meant where these find them."""

    found: Found
    measure: Measure
    meant: str = ""


def nearest(query: Query, *, at: datetime, is_known: bool = False) -> Nearest:
    """The nearest stories to a query that found none. Three queries at most, whatever its words.

    ``is_known``: something that readers see has all words, so that none of them is misspelt.
    """
    better = {} if is_known else spelling.alike(query.words)
    asked = _asked(query, better)
    founds = finding.several([one for _measure, one in asked], at=at)
    for (measure, one), found in zip(asked, founds, strict=True):
        if found.hits:
            meant = " ".join(one.words) if measure is Measure.MEANT else ""
            return Nearest(found, measure, meant)
    return Nearest(Found([], is_cut=False), Measure.NONE)


def _asked(query: Query, better: dict[str, str]) -> list[tuple[Measure, Query]]:
    asked: list[tuple[Measure, Query]] = []
    telling = query.telling
    if telling != query.phrases:
        asked.append((Measure.MOST, replace(query, phrases=telling)))
    if better:
        asked.append((Measure.MEANT, _corrected(query, better)))
    if len(telling) > 1:
        rest = replace(query, phrases=telling, alike=better)
        asked.append((Measure.MOST, replace(rest, is_most=True)))
        asked.append((Measure.SOME, replace(rest, is_loose=True)))
    return asked


def _corrected(query: Query, better: dict[str, str]) -> Query:
    phrases = tuple(tuple(better.get(word, word) for word in one) for one in query.phrases)
    return replace(query, phrases=phrases)
