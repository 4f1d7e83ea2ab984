"""AMA Manual of Style, 11th edition."""

from __future__ import annotations

from literature.runs import Run, flipped
from literature.styles.source import Line, Source, month_day_year, vancouver_authors


def work(source: Source) -> list[Run]:
    line = Line()
    if source.authors:
        line.add(vancouver_authors(source.authors, most=6, shown=3)).stop().space()
    is_monograph = not source.journal and not source.is_preprint
    line.extend(flipped(source.title) if is_monograph else source.title).stop().space()
    if source.is_preprint:
        line.add(source.server, italic=True).stop().space()
        line.add(f"Preprint posted online {month_day_year(source.shown_date)}").stop()
    elif is_monograph:
        _imprint(line, source)
    else:
        _placed(line, source)
    return _identified(line, source).finished()


def issue(source: Source) -> list[Run]:
    line = Line().add(source.abbreviation, italic=True).add(". ")
    return line.add(place(source)).stop().finished()


def place(source: Source) -> str:
    """2020;383(27):2603-2615, with whatever of it is known."""
    label = source.label.written(supplement="suppl", part="pt")
    where = source.volume + (f"({label})" if label else "")
    pages = source.pages.full()
    text = source.year + (f";{where}" if where else "")
    return text + (f":{pages}" if pages else "")


def _placed(line: Line, source: Source) -> None:
    line.add(source.abbreviation, italic=True).add(". ")
    if source.is_ahead_of_print:
        shown = month_day_year(source.online or source.date)
        line.add(f"Published online {shown}").stop()
    else:
        line.add(place(source)).stop()


def _imprint(line: Line, source: Source) -> None:
    parts = "; ".join(filter(None, [source.publisher, source.year]))
    line.add(parts).stop()


def _identified(line: Line, source: Source) -> Line:
    if source.doi:
        line.space().add(f"doi:{source.doi}", href=source.doi_url)
    elif source.url:
        line.space().add(source.url, href=source.url)
    return line
