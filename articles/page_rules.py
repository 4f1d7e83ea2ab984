"""The page rule: a line from a first to a last page, with what we reported on filled in. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from literature.models import Work
from literature.pages import Pages, PagesError, parse_pages

RULE_WIDTH = 1000
RULE_TICKS = 26
DASH = "\N{EN DASH}"


@dataclass(frozen=True)
class Span:
    """A stretch of the page rule, in thousandths of its length."""

    x: float
    width: float


@dataclass(frozen=True)
class PageRule:
    """A line from a first to a last page; ``spans`` are the pages we reported on."""

    first: str
    last: str
    ticks: list[float]
    spans: list[Span]
    spoken: str


def page_rule(pages: Pages, read: Iterable[Work]) -> PageRule | None:
    """A rule over ``pages`` with what was read filled in; None where the pages are no numbers."""
    span = pages.span
    if span is None or span[2] <= span[1]:
        return None
    start, count = span[1], span[2] - span[1] + 1
    inside = [work.pages for work in read if work.pages.within(pages)]
    spans = [_span(part, start, count) for part in inside]
    step = RULE_WIDTH / RULE_TICKS
    return PageRule(
        first=pages.first,
        last=pages.last,
        ticks=[round(step * place, 1) for place in range(1, RULE_TICKS)],
        spans=spans,
        spoken=_spoken(pages, inside),
    )


def _span(part: Pages, start: int, count: int) -> Span:
    _prefix, first, last, _suffix = part.span  # type: ignore[misc]  # drawn for numbers only
    unit = RULE_WIDTH / count
    return Span(round((first - start) * unit, 1), round((last - first + 1) * unit, 1))


def _spoken(pages: Pages, read: list[Pages]) -> str:
    whole = _("Pages %(first)s to %(last)s.") % {"first": pages.first, "last": pages.last}
    if not read:
        return whole
    listed = ", ".join(part.full(DASH) for part in read)
    return whole + " " + _("Reported on: %s.") % listed


def pages_of(raw: str) -> Pages:
    try:
        return parse_pages(raw)
    except PagesError:
        return Pages("unparsed", raw=raw)
