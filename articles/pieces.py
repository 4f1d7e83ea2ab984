"""A text cut into what its page shows each in its own way: prose, tables, pictures.

What was cleaned stays as it is, but for the pictures: their marks give way to the library's sizes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from media.models import Image

TABLE: Final = re.compile(r"(<table\b.*?</table>)", re.DOTALL)
# As the cleaner writes it: each value between double quotes.
_FIGURE: Final = re.compile(
    r'(<figure\b[^<>]*\bdata-image="([1-9][0-9]{0,17})"[^<>]*>)(<img\b[^<>]*>)'
)
_ROW: Final = re.compile(r"<tr\b[^<>]*>(.*?)</tr>", re.DOTALL)
_CELL: Final = re.compile(r"<t([dh])\b([^<>]*)>(.*?)</t[dh]>", re.DOTALL)
_TAG: Final = re.compile(r"<[^<>]*>")
# 1,234 or -3.7 or 20% or 8 / 40 or 0.8 to 3.6 or a dash for none.
_FIGURE_WORDS: Final = re.compile(r"[-+−±<>≤≥~]?\s?\d[\d.,\s/%–−()+-]*(?:to\s[\d.,%−-]+)?|[–—-]")
MOST_COLUMNS: Final = 8
_ALT: Final = re.compile(r'\balt="([^"]*)"')


@dataclass(frozen=True)
class Piece:
    """A stretch of the text; a table scrolls in a box of its own, a picture is in many sizes.

    ``figures`` are the columns of a table, counted from 1, that hold nothing but figures.
    """

    html: str = ""
    is_table: bool = False
    figures: tuple[int, ...] = ()
    picture: Image | None = None
    alt: str = ""


def images_named(body_html: str) -> set[int]:
    """The numbers of the pictures that stand in figures of a text."""
    return {int(number) for _figure, number, _img in _FIGURE.findall(body_html)}


def pieces(body_html: str, images: Mapping[int, Image]) -> list[Piece]:
    """The text in its order; a picture that is not among ``images`` stays what it was."""
    found: list[Piece] = []
    for place, part in enumerate(TABLE.split(body_html)):
        found += [_table(part)] if place % 2 else _with_pictures(part, images)
    return [piece for piece in found if piece.html or piece.picture]


def _table(part: str) -> Piece:
    rows = [_CELL.findall(row) for row in _ROW.findall(part)]
    if any("span=" in attributes for row in rows for _kind, attributes, _inner in row):
        return Piece(part, is_table=True)
    body = [row for row in rows if any(kind == "d" for kind, *_rest in row)]
    columns = enumerate(list(zip(*body, strict=False))[:MOST_COLUMNS], start=1)
    figures = [number for number, column in columns if all(map(_is_figure, column))]
    return Piece(part, is_table=True, figures=tuple(figures))


def _is_figure(cell: tuple[str, str, str]) -> bool:
    words = html.unescape(_TAG.sub("", cell[2])).strip()
    return bool(_FIGURE_WORDS.fullmatch(words))


def _with_pictures(part: str, images: Mapping[int, Image]) -> list[Piece]:
    found, start = [], 0
    for match in _FIGURE.finditer(part):
        image = images.get(int(match[2]))
        if image is None:
            continue
        alt = _ALT.search(match[3])
        found += [Piece(part[start : match.start(3)])]
        found += [Piece(picture=image, alt=html.unescape(alt[1]) if alt else "")]
        start = match.end(3)
    return [*found, Piece(part[start:])]
