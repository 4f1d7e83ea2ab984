"""Texts with the words looked for marked. Pure; each function takes time in proportion to a text.

The databases compare stems; here a few English endings are enough to mark what they found.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from core.text import bare_words, excerpt

SNIPPET_LENGTH = 220
LEAD_IN = 60
TOKEN = re.compile(r"[^\W_]+")
ENDINGS = ("ations", "ation", "ings", "ing", "edly", "ed", "ies", "es", "s", "y", "e")
SHORTEST_ROOT = 3


@dataclass(frozen=True)
class Span:
    """A piece of text, and whether it is one of the words looked for."""

    text: str
    is_hit: bool


def root(word: str) -> str:
    """A bare word without its English ending, as far as three letters are left."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_ROOT:
            return word[: -len(ending)]
    return word


def marked(text: str, words: Iterable[str]) -> list[Span]:
    """The text in pieces, with the words looked for marked, whatever their case and ending."""
    roots = {root(word) for word in words}
    spans: list[Span] = []
    done = 0
    for start, end in _places(text, roots):
        if start > done:
            spans.append(Span(text[done:start], is_hit=False))
        spans.append(Span(text[start:end], is_hit=True))
        done = end
    return [*spans, Span(text[done:], is_hit=False)] if text[done:] or not spans else spans


def snippet(text: str, words: Iterable[str], instead: str = "") -> list[Span]:
    """The stretch of a text with the most of these words, else the beginning of ``instead``."""
    wanted = list(words)
    line = " ".join(text.split())
    places = list(_places(line, {root(word) for word in wanted}))
    if not places:
        return marked(excerpt(instead, SNIPPET_LENGTH), wanted)
    start = _word_start(line, max(0, _densest(line, places) - LEAD_IN))
    before = "… " if start else ""
    return marked(
        before + excerpt(line[start : start + 2 * SNIPPET_LENGTH], SNIPPET_LENGTH), wanted
    )


def _places(text: str, roots: Collection[str]) -> Iterable[tuple[int, int]]:
    for found in TOKEN.finditer(text):
        if roots and root(bare_words(found[0])) in roots:
            yield found.span()


def _densest(line: str, places: list[tuple[int, int]]) -> int:
    """Where the window with the most different words begins."""
    best, best_count, first = places[0][0], 0, 0
    for last, (_start, end) in enumerate(places):
        while end - places[first][0] > SNIPPET_LENGTH - LEAD_IN:
            first += 1
        inside = places[first : last + 1][:20]
        count = len({root(bare_words(line[a:b])) for a, b in inside})
        if count > best_count:
            best, best_count = places[first][0], count
    return best


def _word_start(text: str, place: int) -> int:
    return text.find(" ", place) + 1 if place else 0
