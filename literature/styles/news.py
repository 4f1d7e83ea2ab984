"""A story of a news site as each style cites it: writers, headline, site, full date, address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from literature.runs import Run, capitalised_after_colon, flipped, headline
from literature.styles import apa, chicago, nature
from literature.styles.source import (
    Line,
    Source,
    month_day,
    month_day_year,
    nlm_date,
    vancouver_authors,
)

KIND = "article-newspaper"


def write(source: Source, style: str) -> list[Run]:
    """The reference in a style; raises KeyError for one that is not there."""
    return FORMS[style](source).finished()


def _ama(source: Source) -> Line:
    line = _vancouver(source, shown=3).add(source.journal, italic=True).stop()
    return _link(line.add(f" Published {month_day_year(source.date)}. "), source)


def _nlm(source: Source) -> Line:
    line = _vancouver(source, shown=6).add(f"{source.journal}. {nlm_date(source.date)}. ")
    return _link(line.add("Available from: "), source)


def _nejm(source: Source) -> Line:
    line = _vancouver(source, shown=3).add(f"{source.journal}. {month_day_year(source.date)} (")
    return _link(line, source).add(").")


def _apa(source: Source) -> Line:
    day = ", ".join(filter(None, [source.year, month_day(source.date)]))
    title = flipped(capitalised_after_colon(list(source.title)))
    line = Line()
    if source.authors:
        line.add(apa.written_authors(source.authors)).stop().add(f" ({day}). ").extend(title)
    else:
        line.extend(title).stop().add(f" ({day})")
    return _link(line.stop().add(f" {source.journal}. "), source)


def _chicago(source: Source) -> Line:
    inner = [
        replace(run, text=run.text.translate(chicago.INNER_QUOTES))
        for run in headline(list(source.title))
    ]
    line = Line().add(chicago.written_authors(source.authors) if source.authors else source.journal)
    line.stop().add(f" {source.year}. “").extend(inner).stop().add("” ")
    line.add(source.journal, italic=True).add(f", {month_day(source.date)}. ")
    return _link(line, source).add(".")


def _nature(source: Source) -> Line:
    line = Line()
    nature.add_authors(line, source.authors)
    line.extend(source.title).stop().space().add(source.journal, italic=True).add(" ")
    return _link(line, source).add(f" ({source.year}).")


def _vancouver(source: Source, *, shown: int) -> Line:
    line = Line()
    if source.authors:
        line.add(vancouver_authors(source.authors, most=6, shown=shown)).stop().space()
    return line.extend(source.title).stop().space()


def _link(line: Line, source: Source) -> Line:
    return line.add(source.url, href=source.url)


FORMS: dict[str, Callable[[Source], Line]] = {
    "ama": _ama,
    "nlm": _nlm,
    "apa": _apa,
    "chicago": _chicago,
    "nature": _nature,
    "nejm": _nejm,
}
