"""The paragraph of a story that a comment is about, kept as its own words and what stands around.

Editions come and go, and their paragraphs have no numbers. So a comment keeps a text quote selector
(W3C Web Annotation Data Model, 4.2.4): ``exact``, ``prefix`` and ``suffix``. It is looked up in the
edition that readers see; where the paragraph is gone, the quoted words stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from urllib.parse import quote

from articles.body import Paragraph, paragraphs
from core.text import bare_words

Selector = dict[str, str]
QUOTED, AROUND = 80, 60  # characters
OFFERED = 200  # paragraphs in the form
_ALIKE = 0.75  # how much of its beginning a changed paragraph has kept


@dataclass(frozen=True, slots=True)
class About:
    """What a comment is about: the quoted words, and where they stand; empty when they are gone.

    ``fragment`` leads to the heading above and, where the browser knows text fragments (WICG
    Scroll to Text Fragment), to the words themselves. The page needs no mark for it.
    """

    words: str
    fragment: str = ""


class Passages:
    """The paragraphs of one text, read when they are first asked for."""

    def __init__(self, body_html: str) -> None:
        self._body_html = body_html
        self._placed: dict[tuple[str, ...], About] = {}

    @cached_property
    def _paragraphs(self) -> list[Paragraph]:
        return paragraphs(self._body_html)

    def offered(self) -> list[tuple[str, list[str]]]:
        """What a form offers: each heading with the beginnings of the paragraphs under it."""
        parts = groupby(self._paragraphs[:OFFERED], key=attrgetter("heading"))
        return [(heading, [beginning(one) for one in found]) for heading, found in parts]

    def select(self, words: str) -> Selector:
        """The selector of the paragraph that begins with these words; empty when none does."""
        for place, one in enumerate(self._paragraphs):
            if words and beginning(one) == words:
                before = self._paragraphs[place - 1].text if place else ""
                return {
                    "exact": words,
                    "prefix": before[-AROUND:],
                    "suffix": one.text[len(words) :][:AROUND],
                }
        return {}

    def about(self, selector: Selector) -> About | None:
        """What a comment with this selector is about, in this text; None for a whole story."""
        if not selector:
            return None
        key = tuple(selector.values())
        if key not in self._placed:  # many comments may be about one paragraph
            found = self._find(selector)
            self._placed[key] = About(selector["exact"], _fragment(found) if found else "")
        return self._placed[key]

    def _find(self, selector: Selector) -> Paragraph | None:
        begun = [one for one in self._paragraphs if one.text.startswith(selector["exact"])]
        if begun:
            return max(begun, key=lambda one: self._likeness(one, selector))
        return _most_alike(self._paragraphs, selector)

    def _likeness(self, one: Paragraph, selector: Selector) -> int:
        place = self._paragraphs.index(one)
        before = self._paragraphs[place - 1].text if place else ""
        follows = one.text.removeprefix(selector["exact"]).startswith(selector["suffix"])
        return 2 * follows + before.endswith(selector["prefix"])


def beginning(paragraph: Paragraph) -> str:
    """The first words of a paragraph, up to its first reference mark: what is quoted of it."""
    words = paragraph.opening if len(paragraph.opening) >= QUOTED // 4 else paragraph.text
    if len(words) > QUOTED:
        words = words[:QUOTED].rpartition(" ")[0] or words[:QUOTED]
    return words.rstrip(" ,;:.–—")


def _most_alike(found: Iterable[Paragraph], selector: Selector) -> Paragraph | None:
    """The paragraph that was only changed in places since it was quoted."""
    quoted = bare_words(selector["exact"] + selector["suffix"]).split()
    alike = [(_ratio(bare_words(one.text).split(), quoted), one) for one in found]
    best = max(alike, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= _ALIKE else None


def _ratio(words: Sequence[str], quoted: Sequence[str]) -> float:
    return SequenceMatcher(None, words[: len(quoted)], quoted, autojunk=False).ratio()


def _fragment(paragraph: Paragraph) -> str:
    # A hyphen or a comma would be read as the directive's own sign.
    words = quote(beginning(paragraph), safe="").replace("-", "%2D")
    return f"#{paragraph.part}:~:text={words}"
