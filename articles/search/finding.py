"""From a query to what readers may see of it, best or newest first.

The index gives numbers and scores; only what passes ``articles.visibility`` goes on from there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from articles import visibility
from articles.models import Byline, Citation, Edition, SearchDocument
from articles.search import postgresql, sqlite
from articles.search.query import Query
from articles.search_documents import OTHERS, Facets, token

# So many of the best are weighed; nobody turns more pages, and the cost has a bound.
WEIGHED = 1_000
OTHERS_WEIGHED = 60
OTHERS_SHOWN = 3
PINS_SHOWN = 5
# A story is worth up to half more when it is new; a year takes away two thirds of that.
NEWNESS, FADES = 0.5, timedelta(days=365)
Kind = SearchDocument.Kind


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


def match(query: Query, *, newest: bool, limit: int) -> list[tuple[int, float]]:
    """Numbers and scores of the documents that match; the database in use answers."""
    engine = sqlite if connection.vendor == "sqlite" else postgresql
    return engine.match(query, newest=newest, limit=limit) if query.phrases else []


def stories(query: Query, *, at: datetime, newest: bool = False) -> Found:
    """The stories readers see at that moment that match. Two queries."""
    asked = replace(query, tokens=((token("kind", Kind.STORY),), *query.tokens))
    scores = dict(match(asked, newest=newest, limit=WEIGHED))
    rows = SearchDocument.objects.filter(
        visibility.live_condition(at, "edition__"), pk__in=scores
    ).values_list("pk", "edition_id", "sort_at", "facets")
    hits = [
        Hit(edition, scores[pk], sort_at, facets)
        for pk, edition, sort_at, facets in rows
        if edition is not None and sort_at is not None
    ]
    hits.sort(key=(lambda hit: hit.sort_at) if newest else _worth(at), reverse=True)
    return Found(hits, is_cut=len(scores) == WEIGHED)


def _worth(at: datetime) -> Callable[[Hit], float]:
    def worth(hit: Hit) -> float:
        age = max((at - hit.sort_at) / FADES, 0)
        return hit.score * (1 + NEWNESS * math.exp(-age))

    return worth


def others(query: Query, *, at: datetime) -> dict[str, list[SearchDocument]]:
    """People, journals and works with a page at that moment that match, at most three of each.

    Two queries.
    """
    asked = replace(query, tokens=((token("kind", OTHERS),),), in_names=True)
    scores = dict(match(asked, newest=False, limit=OTHERS_WEIGHED))
    cited = Citation.objects.filter(visibility.live_condition(at, "edition__"))
    signed = Byline.objects.filter(visibility.live_condition(at, "edition__"))
    of_journal = Q(work__journal=OuterRef("journal")) | Q(issue__journal=OuterRef("journal"))
    known = (
        Q(person__is_active=True)
        | Exists(signed.filter(person=OuterRef("person")))
        | Exists(cited.filter(of_journal))
        | Exists(cited.filter(work=OuterRef("work")))
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
