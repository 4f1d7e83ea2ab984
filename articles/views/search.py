"""The search page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode

from articles import search
from articles.cards import Card, signed_cards
from articles.views.answers import reader_page
from articles.views.lists import per_page
from core.pagination import page_number, page_of


@reader_page
def results(request: HttpRequest) -> HttpResponse:
    """Stories that have all the words asked for; without words, the empty form."""
    words = search.words_of(request.GET.get("q", ""))
    number = page_number(request.GET.get("page")) if words else 1
    rows = search.find(words, at=timezone.now()).with_bylines()
    page = page_of(rows, number=number, size=per_page())
    return render(
        request,
        "articles/search.html",
        {
            "asked": " ".join(words),
            "hits": [_hit(card, words) for card in signed_cards(page.rows)],
            "page": page,
            "query": urlencode({"q": " ".join(words)}) + "&",
            "canonical": request.path,
        },
    )


def _hit(card: Card, words: list[str]) -> dict:
    return {
        "card": card,
        "headline": search.marked(card.story.headline, words),
        "snippet": search.snippet(card.story, words),
    }
