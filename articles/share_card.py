"""Draws the picture other sites show beside a link to a story that has none of its own.

A card of the catalogue: call number, section, headline. Pure: knows letters and pixels, no story.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

from articles.call_numbers import CallNumber

SIZE: Final = (1200, 630)
CARD: Final = (60, 56, 1140, 574)
SHELF, TEXT, RIGHT = 96, 408, 1092  # where the columns begin, and where the text ends
SHELF_WIDTH: Final = 258
HEADLINE_SIZES: Final = (84, 76, 68, 60, 54, 48, 42, 36, 30)
HEADLINE_TOP, HEADLINE_BOTTOM = 186, 492
LONGEST_WORD: Final = 22  # letters
# The colours of static/css/tokens.css, in the light theme.
CARD_PAPER, INK, INK_2, STAIN, EOSIN, GROUND = (
    *("#fbf9f2", "#1a1c1b", "#55564e", "#0d5646", "#a1152b", "#12352e"),
)
# Letters our own face lacks, as they are said.
SPELLED: Final = {"×": "x", "−": "–", "≥": ">=", "≤": "<=", "\N{NON-BREAKING HYPHEN}": "-"}
_STATIC: Final = Path(settings.BASE_DIR) / "static"


class CannotDraw(Exception):
    """The words have letters that our face does not."""


@dataclass(frozen=True)
class Words:
    """What stands on the card."""

    headline: str
    section: str
    site: str
    call: CallNumber
    is_retracted: bool = False


@dataclass(frozen=True)
class Face:
    """Our face in one size: its common letters, and the rarer ones from a second file."""

    common: FreeTypeFont
    rare: FreeTypeFont
    size: int

    def runs(self, text: str) -> Iterator[tuple[FreeTypeFont, str]]:
        for is_rare, letters in groupby(text, key=_is_rare):
            yield self.rare if is_rare else self.common, "".join(letters)

    def length(self, text: str) -> float:
        return sum(font.getlength(part) for font, part in self.runs(text))

    def fitting(self, text: str, width: float) -> str:
        """The text, ended early where it would be wider."""
        if self.length(text) <= width:
            return text
        while text and self.length(f"{text}…") > width:
            text = text[:-1]
        return f"{text.rstrip()}…"


def draw(words: Words) -> bytes:
    """The card as a PNG of 1200 x 630 pixels; raises ``CannotDraw`` for letters we have not."""
    headline, section, site = (
        spelled(text) for text in (words.headline, words.section, words.site)
    )
    with Image.open(_STATIC / "images" / "share.png") as ground:
        picture = ground.convert("RGB")
    canvas = ImageDraw.Draw(picture)
    accent = EOSIN if words.is_retracted else STAIN
    _draw_card(canvas, accent, is_retracted=words.is_retracted)
    _draw_shelf(canvas, words, accent)
    italic = _face("italic", 40)
    _write(canvas, (TEXT, 112), italic.fitting(section, RIGHT - TEXT), italic, STAIN)
    _draw_headline(canvas, headline)
    small = _face("regular", 36)
    _write(canvas, (TEXT, 512), small.fitting(site, RIGHT - TEXT), small, INK_2)
    target = io.BytesIO()
    picture.quantize(64, dither=Image.Dither.NONE).save(target, "PNG", optimize=True)
    return target.getvalue()


def can_draw(*texts: str) -> bool:
    """Whether our face has all letters of these texts, or a way to spell them."""
    try:
        return all(spelled(text) for text in texts)
    except CannotDraw:
        return False


def spelled(text: str) -> str:
    """The text in letters of our face: "TNF-α" becomes "TNF-alpha", "CO₂" becomes "CO2"."""
    return "".join(_spelled_letter(letter) for letter in unicodedata.normalize("NFC", text))


@lru_cache(maxsize=1024)
def _spelled_letter(letter: str) -> str:
    if _is_known(letter):
        return letter
    if letter in SPELLED:
        return SPELLED[letter]
    if unicodedata.category(letter) == "Cf":  # joins or turns letters and has no shape
        return ""
    name = unicodedata.name(letter, "")
    if name.startswith(("GREEK SMALL LETTER", "GREEK CAPITAL LETTER")):
        said = name.split(" LETTER ")[1].split(" WITH ")[0].removeprefix("FINAL ").lower()
        return said if "SMALL" in name else said.capitalize()
    plain = unicodedata.normalize("NFKC", letter)
    if plain != letter and all(map(_is_known, plain)):
        return plain
    raise CannotDraw(letter)


def _is_known(letter: str) -> bool:
    return _has("regular", letter) or _has("regular-ext", letter)


def _is_rare(letter: str) -> bool:
    return not _has("regular", letter)


@lru_cache(maxsize=1024)
def _has(name: str, letter: str) -> bool:
    """Whether a font has a shape for a letter other than the one for letters it lacks."""
    if letter == " ":
        return name == "regular"
    font = _font(name, 20)
    return bytes(font.getmask(letter)) != bytes(font.getmask("\uffff"))


@lru_cache
def _letters(name: str) -> bytes:
    return (_STATIC / "fonts" / f"old-standard-{name}.woff2").read_bytes()


def _font(name: str, size: int) -> FreeTypeFont:
    # The other engine needs a library of the system, and fails on some texts.
    return ImageFont.truetype(
        io.BytesIO(_letters(name)), size, layout_engine=ImageFont.Layout.BASIC
    )


def _face(name: str, size: int) -> Face:
    return Face(_font(name, size), _font(f"{name}-ext", size), size)


def _draw_card(canvas: ImageDraw.ImageDraw, accent: str, *, is_retracted: bool) -> None:
    left, top, right, bottom = CARD
    rule = accent if is_retracted else INK
    canvas.rectangle(CARD, fill=CARD_PAPER)
    canvas.rectangle((left, top, right, top + 8), fill=rule)
    canvas.rectangle((left, top + 15, right, top + 17), fill=rule)
    canvas.rectangle((TEXT - 40, top + 18, TEXT - 38, bottom), fill=accent)
    canvas.pieslice((582, bottom - 18, 618, bottom + 18), 180, 360, fill=GROUND)


def _draw_shelf(canvas: ImageDraw.ImageDraw, words: Words, accent: str) -> None:
    """The call number; what our face cannot spell is left out of it."""
    call = words.call
    italic, small = _face("italic", 38), _face("regular", 32)
    top = 112
    journal = spelled(call.journal) if can_draw(call.journal) else ""
    first, *rest = _wrapped(journal.split(), italic, SHELF_WIDTH) or [""]
    for line in filter(None, [first, " ".join(rest)]):
        _write(canvas, (SHELF, top), italic.fitting(line, SHELF_WIDTH), italic)
        top += 46
    top += 18
    if call.volume and can_draw(call.volume):
        volume = spelled(call.volume)
        large = next(
            (face for face in _faces((124, 96, 80, 64)) if face.length(volume) <= SHELF_WIDTH),
            small,
        )
        _write(canvas, (SHELF, top), large.fitting(volume, SHELF_WIDTH), large)
        top += round(large.size * 1.3)
    for line in [*call.on_plate, call.standing]:
        if line and can_draw(line):
            colour = accent if line == call.standing else INK
            _write(canvas, (SHELF, top), small.fitting(spelled(line), SHELF_WIDTH), small, colour)
            top += 44


def _draw_headline(canvas: ImageDraw.ImageDraw, headline: str) -> None:
    """As large as it fits; the smallest size takes the longest headline there may be."""
    words = [part for word in headline.split() for part in _parts(word)]
    for face in _faces(HEADLINE_SIZES):
        lines, step = _wrapped(words, face, RIGHT - TEXT), round(face.size * 1.16)
        is_low = len(lines) * step <= HEADLINE_BOTTOM - HEADLINE_TOP
        if is_low and all(face.length(line) <= RIGHT - TEXT for line in lines):
            break
    for place, line in enumerate(lines[: (HEADLINE_BOTTOM - HEADLINE_TOP) // step]):
        at = (TEXT, HEADLINE_TOP + place * step)
        _write(canvas, at, face.fitting(line, RIGHT - TEXT), face)


def _faces(sizes: tuple[int, ...]) -> Iterator[Face]:
    return (_face("regular", size) for size in sizes)


def _parts(word: str) -> list[str]:
    """A word, cut where it would make the whole headline small."""
    if len(word) <= LONGEST_WORD:
        return [word]
    return [f"{word[:LONGEST_WORD]}-", *_parts(word[LONGEST_WORD:])]


def _wrapped(words: list[str], face: Face, width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.length(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _write(
    canvas: ImageDraw.ImageDraw, at: tuple[int, int], text: str, face: Face, colour: str = INK
) -> None:
    """Write from the top left, all runs on one base line."""
    left, base = float(at[0]), at[1] + face.common.getmetrics()[0]
    for font, part in face.runs(text):
        canvas.text((left, base), part, font=font, fill=colour, anchor="ls")
        left += font.getlength(part)
