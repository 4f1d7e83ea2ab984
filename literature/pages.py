"""Reads page numbers as printed, tells what they mean, and writes them as the styles want.

The rules are those of the NLM Indexing Manual, chapter 10, and the Chicago Manual of Style.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

DASHES = re.compile(r"\s*(?:--|[-\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d])+\s*")
LABEL = re.compile(r"^(?:pages?|pp?)\b\.?\s*", re.IGNORECASE | re.ASCII)
PII = re.compile(r"[SB]\d{4}-?\d{3}[\dX]\(\d{2}\)\d{5}-?[\dX]", re.IGNORECASE | re.ASCII)
TAIL = re.compile(
    r"[\s,;]+(?P<tail>passim|cont(?:inue)?d|cont.d|et seq|ff|"
    r"(?:discussion|quiz|author reply|erratum)\b.*)$",
    re.IGNORECASE | re.ASCII,
)
ROMAN = re.compile(
    r"m{0,4}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE | re.ASCII
)
ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
PAGE = re.compile(r"(?P<prefix>[A-Za-z]{0,3})(?P<digits>\d+)(?P<suffix>[A-Za-z]?)", re.ASCII)
SUPPLEMENT_PAGE = re.compile(r"[A-DF-Z]\d{1,4}|\d+[A-Z]", re.ASCII)
ELOCATOR = re.compile(r"[A-Za-z]{1,8}\d+[A-Za-z]?", re.ASCII)
COMPARABLE = {"range", "single", "prefixed"}


class PagesError(ValueError):
    """The pages cannot be as they were typed; the message says why."""


@dataclass(frozen=True)
class Pages:
    """Pages as read: kind, expanded first and last page, every segment, the text as printed.

    Kinds: range, single, list, prefixed (S20-S42), roman, elocator, pii, unparsed, unpaginated.
    """

    kind: str
    first: str = ""
    last: str = ""
    segments: tuple[tuple[str, str], ...] = ()
    tail: str = ""
    raw: str = ""

    @property
    def page_count(self) -> int | None:
        """How many pages, known only for plain numbers."""
        if self.kind not in {"range", "single"} or not (self.first + self.last).isdigit():
            return None
        return int(self.last) - int(self.first) + 1

    @property
    def span(self) -> tuple[str, int, int, str] | None:
        """Prefix, first, last and suffix where pages can be compared; None where they cannot."""
        first, last = PAGE.fullmatch(self.first), PAGE.fullmatch(self.last)
        if self.kind not in COMPARABLE or not first or not last:
            return None
        return (
            first["prefix"].upper(),
            int(first["digits"]),
            int(last["digits"]),
            first["suffix"].upper(),
        )

    def within(self, whole: Pages) -> bool | None:
        """Whether these pages lie within `whole`; None when the two cannot be compared."""
        mine, theirs = self.span, whole.span
        if mine is None or theirs is None or (mine[0], mine[3]) != (theirs[0], theirs[3]):
            return None
        return theirs[1] <= mine[1] and mine[2] <= theirs[2]

    def full(self, dash: str = "-") -> str:
        """Every number in full: S20-S42."""
        return self._written(dash, lambda first, last: last)

    def minimal(self, dash: str = "-") -> str:
        """Only the digits that change, as NLM prints them: 1199-205, S6-12, 126A-7A."""
        return self._written(dash, _minimal_last)

    def chicago(self, dash: str = "–") -> str:
        """The Chicago rule for inclusive numbers: 100–108, 107–8, 737–38, 1496–504."""
        return self._written(dash, _chicago_last)

    def _written(self, dash: str, shorten: Callable[[str, str], str]) -> str:
        if self.kind in {"unpaginated", "pii"}:
            return ""
        if self.kind == "unparsed":
            return self.raw.replace("-", dash)
        parts = [
            first if not last or first == last else f"{first}{dash}{shorten(first, last)}"
            for first, last in self.segments
        ]
        return ", ".join(parts) + (f" {self.tail}" if self.tail else "")


def parse_pages(raw: str, *, article_number: bool = False) -> Pages:
    """Read pages as printed; `article_number` says the text stood where an article number stands.

    Raises PagesError when the last page comes before the first. What no rule fits is kept as
    `unparsed`.
    """
    text = _tidy(raw)
    if not text:
        return Pages("unpaginated", raw=text)
    if PII.fullmatch(text):
        return Pages("pii", raw=text)
    if article_number and not DASHES.search(text):
        return Pages("elocator", text, segments=((text, ""),), raw=text)
    tail = TAIL.search(text)
    body = text[: tail.start()] if tail else text
    pieces = [piece for piece in re.split(r"\s*[,;&]\s*|\s+and\s+", body) if piece]
    segments = [segment for piece in pieces if (segment := _segment(piece))]
    if not segments or len(segments) < len(pieces):
        return Pages("unparsed", raw=text)
    if len(segments) == 1 and not tail:
        kind, first, last = segments[0]
        return Pages(kind, first, last, ((first, last),), raw=text)
    return Pages(
        "list",
        segments[0][1],
        segments[-1][2] or segments[-1][1],
        tuple((first, last) for _kind, first, last in segments),
        tail["tail"] if tail else "",
        text,
    )


def _tidy(raw: str) -> str:
    text = " ".join(raw.replace("\xa0", " ").split())
    return DASHES.sub("-", LABEL.sub("", text)).rstrip(". ")


def _segment(piece: str) -> tuple[str, str, str] | None:
    if PAGE.fullmatch(piece) or ROMAN.fullmatch(piece):
        return _lone(piece)
    if "-" not in piece:
        return ("elocator", piece, "") if ELOCATOR.fullmatch(piece) else None
    first, _dash, last = piece.partition("-")
    if _are_roman(first, last):
        _refuse_backwards(_roman_value(first), _roman_value(last), piece, f"{first}-{last}")
        return ("single" if first == last else "roman", first, last)
    return _numbered(first, last, piece)


def _lone(piece: str) -> tuple[str, str, str]:
    if piece.isdigit() or SUPPLEMENT_PAGE.fullmatch(piece):
        return "single", piece, piece
    if ROMAN.fullmatch(piece):
        return "roman", piece, piece
    return "elocator", piece, ""


def _numbered(first: str, last: str, piece: str) -> tuple[str, str, str] | None:
    start, end = PAGE.fullmatch(first), PAGE.fullmatch(last)
    if not start or not end or not _same_affixes(start, end):
        return None
    digits = end["digits"]
    if len(digits) < len(start["digits"]):
        digits = start["digits"][: len(start["digits"]) - len(digits)] + digits
    whole = start["prefix"] + digits + start["suffix"]
    _refuse_backwards(int(start["digits"]), int(digits), piece, f"{first}-{whole}")
    if first == whole:
        return "single", first, whole
    return ("prefixed" if start["prefix"] or start["suffix"] else "range"), first, whole


def _same_affixes(start: re.Match[str], end: re.Match[str]) -> bool:
    return all(end[part] in ("", start[part]) for part in ("prefix", "suffix"))


def _refuse_backwards(first: int, last: int, piece: str, meant: str) -> None:
    if last < first:
        shown = piece if piece == meant else f"{piece} ({meant})"
        raise PagesError(
            _("Pages %(pages)s run backwards: the last page comes before the first.")
            % {"pages": shown}
        )


def _are_roman(first: str, last: str) -> bool:
    both = first + last
    return bool(
        first
        and last
        and (both.islower() or both.isupper())
        and ROMAN.fullmatch(first)
        and ROMAN.fullmatch(last)
    )


def _roman_value(text: str) -> int:
    values = [ROMAN_VALUES[letter] for letter in text.lower()]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _split(first: str, last: str) -> tuple[re.Match[str], re.Match[str]] | None:
    start, end = PAGE.fullmatch(first), PAGE.fullmatch(last)
    if not start or not end or (start["prefix"] and start["suffix"]):
        return None
    return start, end


def _minimal_last(first: str, last: str) -> str:
    parts = _split(first, last)
    if parts is None:
        return last
    return _changed(parts[0]["digits"], parts[1]["digits"]) + parts[1]["suffix"]


def _chicago_last(first: str, last: str) -> str:
    parts = _split(first, last)
    if parts is None:
        return last
    start, end = parts[0]["digits"], parts[1]["digits"]
    if int(start) < 100 or int(start) % 100 == 0 or len(start) != len(end):
        return end + parts[1]["suffix"]
    changed = _changed(start, end)
    if int(start) % 100 >= 10 and len(changed) < 2:
        changed = end[-2:]
    return changed + parts[1]["suffix"]


def _changed(start: str, end: str) -> str:
    if len(start) != len(end):
        return end
    common = next((i for i, (a, b) in enumerate(zip(start, end, strict=True)) if a != b), 0)
    return end[common:]
