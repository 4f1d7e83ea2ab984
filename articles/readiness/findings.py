"""A finding, and what a check looks at: an edition with its rows, read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from lxml import html as lxml_html

from articles.models import Citation, Edition
from media.models import Image

BLOCKS = "blocks"
ASKS = "asks"


@dataclass(frozen=True)
class Finding:
    """One thing to settle. ``field`` is the form's, ``key`` the citation's, if any."""

    level: str
    message: str
    field: str
    key: str = ""

    @property
    def blocks(self) -> bool:
        return self.level == BLOCKS


@dataclass(frozen=True)
class Case:
    """What the checks look at, read once."""

    edition: Edition
    citations: Sequence[Citation]
    has_byline: bool
    figures: Sequence[tuple[str, str]]
    images: dict[int, Image]


Check = Callable[[Case], Iterable[Finding]]


def read(edition: Edition) -> Case:
    """Read a saved edition with its rows; at most three queries."""
    figures = _figures(edition.body_source)
    numbers = [int(number) for number, _alt in figures if number]
    return Case(
        edition=edition,
        citations=list(edition.citations.select_related("work__journal", "issue__journal")),
        has_byline=edition.bylines.exists(),
        figures=figures,
        images=Image.objects.in_bulk(numbers) if numbers else {},
    )


def _figures(source: str) -> list[tuple[str, str]]:
    """The pictures in a text, each as its number in the library and its alternative text."""
    if "<img" not in source:
        return []
    root = lxml_html.fragment_fromstring(source, create_parent="div")
    found = []
    for image in root.iter("img"):
        figure = next(image.iterancestors("figure"), None)
        number = figure.get("data-image", "") if figure is not None else ""
        found.append((number, (image.get("alt") or "").strip()))
    return found
