"""Finding stories by words: all of them in a story's headline, standfirst or text, newest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from articles.models import Edition, EditionQuerySet
from core.text import excerpt

QUERY_LENGTH = 200
MOST_WORDS = 8
SNIPPET_LENGTH = 220
LEAD_IN = 60
WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


@dataclass(frozen=True)
class Span:
    """A piece of text, and whether it is one of the words looked for."""

    text: str
    is_hit: bool


def words_of(query: str) -> list[str]:
    """The words of a query, each once, at most eight; signs and control characters go."""
    found = WORD.findall(query[:QUERY_LENGTH])
    return list(dict.fromkeys(word.casefold() for word in found))[:MOST_WORDS]


def find(words: Sequence[str], *, at: datetime) -> EditionQuerySet:
    """The live editions with all of these words; none without words."""
    if not words:
        return Edition.objects.none()
    matching = Q()
    for word in words:
        matching &= (
            Q(headline__icontains=word)
            | Q(standfirst__icontains=word)
            | Q(body_text__icontains=word)
        )
    rows = Edition.objects.live(at).filter(matching).for_lists()
    return rows.defer(None).defer("body_source", "body_html")


def marked(text: str, words: Sequence[str]) -> list[Span]:
    """The text in pieces, with the words looked for marked."""
    if not words:
        return [Span(text, is_hit=False)]
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    pieces = re.split(f"({pattern})", text, flags=re.IGNORECASE)
    return [Span(piece, is_hit=place % 2 == 1) for place, piece in enumerate(pieces) if piece]


def snippet(story: Edition, words: Sequence[str]) -> list[Span]:
    """The first place of a story's text that has one of the words, else its standfirst."""
    text = " ".join(story.body_text.split())
    places = [text.casefold().find(word) for word in words]
    found = [place for place in places if place >= 0]
    if not found:
        return marked(story.standfirst, words)
    start = _word_start(text, max(0, min(found) - LEAD_IN))
    before = "… " if start else ""
    return marked(before + excerpt(text[start:], SNIPPET_LENGTH), words)


def _word_start(text: str, place: int) -> int:
    return text.find(" ", place) + 1 if place else 0
