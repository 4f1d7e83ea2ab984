"""From a query to what readers may see of it, best or newest first.

The index gives numbers and scores; only what passes ``articles.visibility`` goes on from there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection, connections, router
from django.db.models import Exists, OuterRef, Q

from articles import visibility
from articles.models import Byline, Citation, Edition, SearchDocument
from articles.search import postgresql, sqlite
from articles.search.query import Ask, Query
from articles.search_documents import OTHERS, Facets, token

# So many of the best are weighed; nobody turns more pages, and the cost has a bound.
WEIGHED = 1_000
OTHERS_WEIGHED = 60
OTHERS_SHOWN = 3
PINS_SHOWN = 5
# A story is worth up to half more when it is new; a year takes away two thirds of that.
NEWNESS, FADES = 0.5, timedelta(days=365)
# Whether anything is pinned for these words; what readers see of it is another question.
PINNED = "SELECT id, 0 AS score FROM articles_searchpin WHERE words = %s LIMIT 1"
Kind = SearchDocument.Kind
Others = dict[str, list[SearchDocument]]
Row = tuple[int, int, datetime, Facets]


class Hit(NamedTuple):
    """A live edition that matches."""

    edition_id: int
    score: float
    sort_at: datetime
    facets: Facets


@dataclass(frozen=True)
class Found:
    """The hits in their order; ``is_cut`` when there are more than were weighed."""

    hits: list[Hit]
    is_cut: bool


@dataclass(frozen=True)
class Answer:
    """What has all words, as far as readers see it."""

    found: Found
    others: Others
    is_pinned: bool


@dataclass(frozen=True)
class Pins:
    """A question for what is pinned for exactly these words."""

    words: str


def match(*asks: Ask | Pins) -> list[dict[int, float]]:
    """Numbers and scores of the documents that match each; one query whatever their number."""
    found: list[dict[int, float]] = [{} for _ask in asks]
    answered = [(place, *_asked(ask)) for place, ask in enumerate(asks) if _says_something(ask)]
    if not answered:
        return found
    parts = [
        f"SELECT {place} AS place, id, score FROM ({statement}) AS asked{place}"  # noqa: S608 - constants of an engine
        for place, statement, _values in answered
    ]
    values: list[Any] = [value for *_rest, given in answered for value in given]
    with connections[router.db_for_read(SearchDocument)].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        for place, number, score in cursor.fetchall():
            found[place][number] = score
    return found


def _says_something(ask: Ask | Pins) -> bool:
    return bool(ask.words if isinstance(ask, Pins) else ask.query.phrases)


def _asked(ask: Ask | Pins) -> tuple[str, list[object]]:
    """The statement and its values for the database in use."""
    if isinstance(ask, Pins):
        return PINNED, [ask.words]
    engine = sqlite if connection.vendor == "sqlite" else postgresql
    return engine.asked(ask)


def stories(query: Query, *, at: datetime, newest: bool = False) -> Found:
    """The stories readers see at that moment that match. Two queries."""
    (scores,) = match(_for_stories(query, newest=newest))
    return _found(scores, at=at, newest=newest)


def others(query: Query, *, at: datetime) -> Others:
    """People, journals and works with a page at that moment that match, at most three of each.

    Two queries.
    """
    (scores,) = match(_for_others(query))
    return _named(scores, at=at)


def both(query: Query, *, at: datetime, newest: bool = False) -> tuple[Found, Others]:
    """The stories and the others. Three queries."""
    scores, named = match(_for_stories(query, newest=newest), _for_others(query))
    return _found(scores, at=at, newest=newest), _named(named, at=at)


def answer(
    query: Query, *, at: datetime, newest: bool = False, pinned_for: str = "", alone: bool = False
) -> Answer:
    """The stories, unless ``alone`` the others, and whether something is pinned. Three queries."""
    asks: list[Ask | Pins] = [_for_stories(query, newest=newest), Pins(pinned_for)]
    scores, pins, *rest = match(*asks, *([] if alone else [_for_others(query)]))
    named = rest[0] if rest else {}
    found = _found(scores, at=at, newest=newest)
    return Answer(found, _named(named, at=at), bool(pins))


def several(queries: Sequence[Query], *, at: datetime) -> list[Found]:
    """The stories for each of these queries, best first. Two queries, however many there are.

    For most of the words the newest are taken, with their scores for any of them: to score so
    long a question took SQLite seconds.
    """
    if not queries:
        return []
    scores = match(*(_for_stories(query, newest=query.is_most) for query in queries))
    rows = _seen({number for found in scores for number in found}, at=at)
    loose = next((found for one, found in zip(queries, scores, strict=True) if one.is_loose), {})
    ranked = [
        {number: loose.get(number, 0.0) for number in found} if one.is_most else found
        for one, found in zip(queries, scores, strict=True)
    ]
    return [_ordered(found, rows, at=at, newest=False) for found in ranked]


def _for_stories(query: Query, *, newest: bool) -> Ask:
    tokens = ((token("kind", Kind.STORY),), *query.tokens)
    return Ask(replace(query, tokens=tokens), WEIGHED, newest)


def _for_others(query: Query) -> Ask:
    asked = replace(query, tokens=((token("kind", OTHERS),),), in_names=True)
    return Ask(asked, OTHERS_WEIGHED, of_others=True)


def _found(scores: Mapping[int, float], *, at: datetime, newest: bool) -> Found:
    return _ordered(scores, _seen(scores, at=at), at=at, newest=newest)


def _seen(numbers: Collection[int], *, at: datetime) -> list[Row]:
    """What readers see of these documents, one row each. One query."""
    rows = SearchDocument.objects.filter(
        visibility.live_condition(at, "edition__"), pk__in=numbers
    ).values_list("pk", "edition_id", "sort_at", "facets")
    return [
        (pk, edition, sort_at, facets)
        for pk, edition, sort_at, facets in rows
        if edition is not None and sort_at is not None
    ]


def _ordered(
    scores: Mapping[int, float], rows: Iterable[Row], *, at: datetime, newest: bool
) -> Found:
    hits = [
        Hit(edition, scores[pk], sort_at, facets)
        for pk, edition, sort_at, facets in rows
        if pk in scores
    ]
    hits.sort(key=(lambda hit: hit.sort_at) if newest else _worth(at), reverse=True)
    return Found(hits, is_cut=len(scores) == WEIGHED)


def _worth(at: datetime) -> Callable[[Hit], float]:
    def worth(hit: Hit) -> float:
        age = max((at - hit.sort_at) / FADES, 0)
        return hit.score * (1 + NEWNESS * math.exp(-age))

    return worth


def _named(scores: Mapping[int, float], *, at: datetime) -> Others:
    cited = Citation.objects.filter(visibility.live_condition(at, "edition__"))
    signed = Byline.objects.filter(visibility.live_condition(at, "edition__"))
    of_journal = Q(work__journal=OuterRef("journal")) | Q(issue__journal=OuterRef("journal"))
    known = (
        Q(person__is_active=True)
        | Q(person__isnull=False) & Exists(signed.filter(person=OuterRef("person")))
        | Q(journal__isnull=False) & Exists(cited.filter(of_journal))
        | Q(work__isnull=False) & Exists(cited.filter(work=OuterRef("work")))
    )
    rows = (
        SearchDocument.objects.filter(known, pk__in=scores)
        .select_related("person", "journal", "work")
        .defer("body", "work__csl")
    )
    found: dict[str, list[SearchDocument]] = {}
    for row in sorted(rows, key=lambda row: -scores[row.pk]):
        found.setdefault(row.kind, []).append(row)
    return {kind: kept[:OTHERS_SHOWN] for kind, kept in found.items()}


def pinned(words: str, *, at: datetime) -> list[int]:
    """The live editions the desk puts first for exactly these words, in its order. One query."""
    rows = Edition.objects.live(at).filter(article__search_pins__words=words)
    order = ("article__search_pins__position", "pk")
    return list(rows.order_by(*order).values_list("pk", flat=True)[:PINS_SHOWN])


def editions(numbers: Sequence[int], *, at: datetime) -> list[Edition]:
    """These editions as far as they are live, with their text, in this order. One query."""
    rows = Edition.objects.live(at).filter(pk__in=numbers).for_lists()
    found = {row.pk: row for row in rows.defer(None).defer("body_source", "body_html")}
    return [found[number] for number in numbers if number in found]
