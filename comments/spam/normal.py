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
from functools import cached_property, lru_cache
from html import unescape

from core.text import is_invisible

LONGEST = 20_000  # characters that are looked at; the form's own limit is lower
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});")
_WORD = re.compile(r"\w+")
_LONG_RUN = re.compile(r"(.)\1\1\1+", re.DOTALL)
_RUN = 3
# A few signs stand for a whole sentence; evened, a comment full of them would be a book.
_WIDEST, _WIDEST_OF_LETTERS = 2, 3
# Soft hyphens come from copied papers, joiners and variation selectors with emoji.
_HARMLESS = "\u00ad\u200d\ufe0e\ufe0f"
# Stands for an invisible character until those after a letter are counted.
_HIDDEN = "\x00"
_HIDDEN_BEHIND_A_LETTER = re.compile(r"(?<=[a-z])\x00+")
# The letters of Unicode's confusables table (UTS 39) that pass for a Latin one at a glance.
_LOOK_ALIKES, _LATIN = "аеорсухіјѕԁԛԝһӏвкмнтαορυνικτχεβη", "aeopcyxijsdqwhlbkmhtaopuviktxebn"
_ALIKE = str.maketrans(_LOOK_ALIKES, _LATIN)
_ALIKE_ANYWHERE = re.compile(f"[{_LOOK_ALIKES}]")


@dataclass(frozen=True)
class Normal:
    """The evened text of ``raw``, and what was found on the way."""

    text: str
    raw: str
    invisible: int = 0
    mixed: int = 0

    @cached_property
    def places(self) -> range | list[int]:
        """For each character of the text the one it came from. Asked only when words are shown."""
        places, whole = _places(self.raw), _evened_text(self.raw)
        if len(whole) == len(self.text):
            return places
        return [places[index] for index in _kept(whole)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original behind a stretch of the evened text."""
        return (self.places[start], self.places[end - 1] + 1) if end > start else (0, 0)


def normal(raw: str) -> Normal:
    """Even a text out; what is longer than ``LONGEST`` is not looked at."""
    raw = raw[:LONGEST]
    signed = _signed(raw)
    invisible = 0
    if _HIDDEN in signed:
        invisible = sum(map(len, _HIDDEN_BEHIND_A_LETTER.findall(signed)))
        signed = signed.replace(_HIDDEN, "")
    text, mixed = _without_look_alikes(signed)
    return Normal(_LONG_RUN.sub(r"\1\1\1", text), raw, invisible, mixed)


def _signed(raw: str) -> str:
    """The text with each character evened, and ``_HIDDEN`` for each that hides something."""
    if _is_plain(raw):
        return raw.lower()
    decoded = _ENTITY.sub(lambda entity: _decoded(entity[0]), raw) if "&" in raw else raw
    return decoded.translate(_SIGNS)


def _is_plain(raw: str) -> bool:
    return raw.isascii() and "&" not in raw and _HIDDEN not in raw


def _evened_text(raw: str) -> str:
    return _without_look_alikes(_signed(raw).replace(_HIDDEN, ""))[0]


class _Signs(dict[int, str]):
    """What each character stands for, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        sign = _evened(character)
        if not sign and character not in _HARMLESS:
            sign = _HIDDEN
        if len(self) < _KNOWN:
            self[code] = sign
        return sign


_KNOWN = 20_000
_SIGNS = _Signs()


def _evened(character: str) -> str:
    """The letter or letters a character stands for; none for an invisible one."""
    if is_invisible(character):
        return ""
    evened = unicodedata.normalize("NFKC", character).casefold()
    widest = _WIDEST_OF_LETTERS if evened.isalpha() else _WIDEST
    return evened if len(evened) <= widest else character


@lru_cache(maxsize=4096)
def _decoded(entity: str) -> str:
    return unescape(entity)


def _places(raw: str) -> range | list[int]:
    if _is_plain(raw):
        return range(len(raw))
    places: list[int] = []
    for place, piece in _pieces(raw):
        signs = piece.translate(_SIGNS).replace(_HIDDEN, "")
        places += [place] * len(signs)
    return places


def _pieces(raw: str) -> Iterable[tuple[int, str]]:
    """The characters with their places; an entity is one piece, decoded."""
    if "&" not in raw:
        return enumerate(raw)
    found: list[tuple[int, str]] = []
    last = 0
    for entity in _ENTITY.finditer(raw):
        found += enumerate(raw[last : entity.start()], start=last)
        found.append((entity.start(), _decoded(entity[0])))
        last = entity.end()
    return [*found, *enumerate(raw[last:], start=last)]


def _without_look_alikes(text: str) -> tuple[str, int]:
    if text.isascii() or not _ALIKE_ANYWHERE.search(text):
        return text, 0
    latin = {word: _latin(word) for word in set(_WORD.findall(text))}
    if all(word == replaced for word, replaced in latin.items()):
        return text, 0
    mixed = 0

    def replaced(word: re.Match[str]) -> str:
        nonlocal mixed
        mixed += latin[word[0]] != word[0]
        return latin[word[0]]

    return _WORD.sub(replaced, text), mixed


def _latin(word: str) -> str:
    """The word in Latin letters where it mixes them with others that look alike."""
    if word.isascii() or not _LATIN_LETTER.search(word):
        return word
    return word.translate(_ALIKE)


_LATIN_LETTER = re.compile("[a-z]")


def _kept(text: str) -> list[int]:
    """The places that are left when runs of one character are cut after the third."""
    kept: list[int] = []
    run = 0
    for index, character in enumerate(text):
        run = run + 1 if index and character == text[index - 1] else 1
        if run <= _RUN:
            kept.append(index)
    return kept
