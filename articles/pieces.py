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
_ALT: Final = re.compile(r'\balt="([^"]*)"')


@dataclass(frozen=True)
class Piece:
    """A stretch of the text; a table scrolls in a box of its own, a picture is in many sizes."""

    html: str = ""
    is_table: bool = False
    picture: Image | None = None
    alt: str = ""


def images_named(body_html: str) -> set[int]:
    """The numbers of the pictures that stand in figures of a text."""
    return {int(number) for _figure, number, _img in _FIGURE.findall(body_html)}


def pieces(body_html: str, images: Mapping[int, Image]) -> list[Piece]:
    """The text in its order; a picture that is not among ``images`` stays what it was."""
    found: list[Piece] = []
    for place, part in enumerate(TABLE.split(body_html)):
        found += [Piece(part, is_table=True)] if place % 2 else _with_pictures(part, images)
    return [piece for piece in found if piece.html or piece.picture]


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
