"""The search page, and titles for whoever is still typing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import urlencode

from articles.cards import Card, cards
from articles.search import facets, finding, helping, misses, spans
from articles.search.finding import Found, Hit, Others
from articles.search.nearest import Measure, nearest
from articles.search.query import QUERY_LENGTH, Query, normal_form, phrases_of
from articles.views.answers import moment_of, reader_page
from core.pagination import Page, page_number
from taxonomy.tree import SectionTree

NEWEST = "newest"


@dataclass(frozen=True)
class Asked:
    """What an address asks for."""

    typed: str
    query: Query
    chosen: dict[str, str]
    is_newest: bool
    number: int

    def address(self, **changes: str) -> str:
        """The query part of the same search with these parts changed, or taken out where empty."""
        parts = {"q": self.typed, **self.chosen, "sort": NEWEST if self.is_newest else ""}
        return "?" + urlencode({key: value for key, value in (parts | changes).items() if value})


@dataclass(frozen=True)
class Result:
    """What was found, how much of what was asked for it has, and what the desk puts first."""

    found: Found
    others: Others
    pins: list[int]
    measure: Measure = Measure.ALL
    meant: str = ""

    @property
    def is_miss(self) -> bool:
        return not self.pins and self.measure in {Measure.MEANT, Measure.NONE}


@reader_page
def results(request: HttpRequest) -> HttpResponse:
    """Stories with all words asked for, else the nearest; beside them people, journals, works."""
    at = moment_of(request)
    tree = request.section_tree = SectionTree.load()
    asked = _asked(request, tree)
    result = _result(asked, at)
    found, pins = result.found, result.pins
    page = _page(asked, found.hits, pins)
    is_past = page.number > 1 and not page.rows
    words = [*asked.query.words, *result.meant.split()]
    if result.is_miss and asked.number == 1 and not asked.chosen:
        misses.count_miss(asked.typed, normal_form(asked.typed), at=at)
    return render(
        request,
        "articles/search.html",
        {
            "asked": asked,
            "words": asked.query.words,
            "hits": _hits(page.rows, words, pins=pins, found=found, at=at),
            "count": len(found.hits),
            "is_cut": found.is_cut,
            "measure": result.measure.value,
            "is_past": is_past,
            "facets": _facets(asked, found.hits, tree),
            "other": _others(asked, result.others),
            "meant": result.meant,
            "page": page,
            "query": asked.address()[1:] + "&",
            "sorts": {"best": asked.address(sort=""), "newest": asked.address(sort=NEWEST)},
            "canonical": request.path,
        },
        status=404 if is_past else 200,
    )


@reader_page
def suggestions(request: HttpRequest) -> HttpResponse:
    """Titles that go on with what was typed so far, for the script beside the search field."""
    typed = request.GET.get("q", "")[:QUERY_LENGTH]
    offers = helping.titles(typed, at=moment_of(request))
    return JsonResponse({"titles": [{"label": one.label, "url": one.url} for one in offers]})


def _asked(request: HttpRequest, tree: SectionTree) -> Asked:
    typed = request.GET.get("q", "")[:QUERY_LENGTH].replace("\0", " ").strip()
    chosen = facets.chosen_of(request.GET, tree)
    query = Query(phrases_of(typed), tokens=facets.tokens_of(chosen, tree))
    number = page_number(request.GET.get("page")) if query.phrases else 1
    return Asked(typed, query, chosen, request.GET.get("sort") == NEWEST, number)


def _result(asked: Asked, at: datetime) -> Result:
    """The stories with all words, on the first page the others; where there are none, the nearest.

    Six queries at most.
    """
    plain = not asked.chosen and not asked.is_newest
    words = normal_form(asked.typed) if plain else ""
    is_first = asked.number == 1 and not asked.chosen
    all_words = finding.answer(
        asked.query, at=at, newest=asked.is_newest, pinned_for=words, alone=not is_first
    )
    pins = finding.pinned(words, at=at) if all_words.is_pinned else []
    if all_words.found.hits or pins or not asked.query.phrases:
        return Result(all_words.found, all_words.others, pins)
    near = nearest(asked.query, at=at, is_known=bool(all_words.others))
    return Result(near.found, all_words.others, [], near.measure, near.meant)


def _page(asked: Asked, hits: Sequence[Hit], pins: list[int]) -> Page:
    numbers = pins + [hit.edition_id for hit in hits if hit.edition_id not in pins]
    size = settings.STORIES_PER_PAGE
    start = (asked.number - 1) * size
    rows = numbers[start : start + size]
    return Page(rows=rows, number=asked.number, has_next=len(numbers) > start + size)


def _hits(
    numbers: Sequence[int], words: Sequence[str], *, pins: list[int], found: Found, at: datetime
) -> list[dict]:
    writers = {hit.edition_id: hit.facets.get("author", {}) for hit in found.hits}
    stories = finding.editions(numbers, at=at) if numbers else []
    return [
        _hit(card, words, pins=pins, names=list(writers.get(card.story.pk, {}).values()))
        for card in (cards(stories) if stories else [])
    ]


def _hit(card: Card, words: Sequence[str], *, pins: list[int], names: list[str]) -> dict:
    story = card.story
    return {
        "card": card,
        "writers": names,
        "is_pinned": story.pk in pins,
        "headline": spans.marked(story.headline, words),
        "snippet": spans.snippet(story.body_text, words, story.standfirst),
    }


def _facets(asked: Asked, hits: Sequence[Hit], tree: SectionTree) -> list[dict]:
    """Each facet with addresses that choose a value or take it back."""
    counted = facets.counted((hit.facets for hit in hits), asked.chosen, tree)
    return [
        {
            "label": facet.label,
            "values": [
                {
                    "value": value,
                    "url": asked.address(**{facet.name: "" if value.is_chosen else value.value}),
                }
                for value in facet.values
            ],
        }
        for facet in counted
    ]


def _others(asked: Asked, found: Others) -> list[dict]:
    return [
        {
            "kind": rows[0].get_kind_display(),
            "rows": [
                {
                    "url": helping.address_of(row),
                    "spans": spans.marked(row.label, asked.query.words),
                }
                for row in rows
            ],
        }
        for rows in found.values()
    ]
