"""A text as the scorer reads it, with the way back to the words a moderator sees.

Entities are decoded, widths and case evened out, invisible characters dropped and counted,
look-alikes inside a word of mixed alphabets replaced and counted, long runs shortened. A word
that is wholly Cyrillic or Greek is left as it is. Linear time, whatever is sent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from core.text import is_invisible

LONGEST = 20_000  # characters that are looked at; the form's own limit is lower
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});")
_WORD = re.compile(r"\w+")
_RUN = 3
# Soft hyphens come from copied papers, joiners and variation selectors with emoji.
_HARMLESS = "\u00ad\u200d\ufe0e\ufe0f"
# The letters of Unicode's confusables table (UTS 39) that pass for a Latin one at a glance.
_ALIKE = str.maketrans("аеорсухіјѕԁԛԝһӏвкмнтαορυνικτχεβη", "aeopcyxijsdqwhlbkmhtaopuviktxebn")


@dataclass(frozen=True, slots=True)
class Normal:
    """The evened text; ``places`` gives for each of its characters the one it came from."""

    text: str
    places: range | list[int]
    invisible: int = 0
    mixed: int = 0

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original behind a stretch of the evened text."""
        return (self.places[start], self.places[end - 1] + 1) if end > start else (0, 0)


def normal(raw: str) -> Normal:
    """Even a text out; what is longer than ``LONGEST`` is not looked at."""
    raw = raw[:LONGEST]
    if raw.isascii() and "&" not in raw:
        return _calm(raw.lower(), range(len(raw)), 0, 0)
    letters, places, invisible = _letters(raw)
    text = "".join(letters)
    text, mixed = (text, 0) if text.isascii() else _without_look_alikes(text)
    return _calm(text, places, invisible, mixed)


def _letters(raw: str) -> tuple[list[str], list[int], int]:
    letters: list[str] = []
    places: list[int] = []
    invisible = 0
    for place, piece in _pieces(raw):
        for character in piece:
            evened = _evened(character)
            if len(evened) == 1:
                letters.append(evened)
                places.append(place)
            elif evened:
                letters.append(evened)
                places.extend([place] * len(evened))
            elif letters and letters[-1].isascii() and letters[-1].isalpha():
                invisible += character not in _HARMLESS
    return letters, places, invisible


@lru_cache(maxsize=4096)
def _evened(character: str) -> str:
    """The letter or letters a character stands for; none for an invisible one."""
    if is_invisible(character):
        return ""
    return unicodedata.normalize("NFKC", character).casefold()


def _pieces(raw: str) -> Iterable[tuple[int, str]]:
    """The characters with their places; an entity is one piece, decoded."""
    if "&" not in raw:
        return enumerate(raw)
    found: list[tuple[int, str]] = []
    last = 0
    for entity in _ENTITY.finditer(raw):
        found += enumerate(raw[last : entity.start()], start=last)
        found.append((entity.start(), unescape(entity[0])))
        last = entity.end()
    return [*found, *enumerate(raw[last:], start=last)]


def _without_look_alikes(text: str) -> tuple[str, int]:
    mixed = 0

    def latin(word: re.Match[str]) -> str:
        nonlocal mixed
        found = word[0]
        if found.isascii() or not any("a" <= letter <= "z" for letter in found):
            return found
        replaced = found.translate(_ALIKE)
        mixed += replaced != found
        return replaced

    return _WORD.sub(latin, text), mixed


def _calm(text: str, places: range | list[int], invisible: int, mixed: int) -> Normal:
    """Cut runs of one character after the third."""
    if not _LONG_RUN.search(text):
        return Normal(text, places, invisible, mixed)
    kept: list[int] = []
    run = 0
    for index, character in enumerate(text):
        run = run + 1 if index and character == text[index - 1] else 1
        if run <= _RUN:
            kept.append(index)
    short = "".join(text[index] for index in kept)
    return Normal(short, [places[index] for index in kept], invisible, mixed)


_LONG_RUN = re.compile(r"(.)\1\1\1", re.DOTALL)
