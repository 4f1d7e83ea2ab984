"""The house style of the New England Journal of Medicine."""

from __future__ import annotations

from literature.runs import Run
from literature.styles.source import Line, Source, month_day_year, vancouver_authors


def work(source: Source) -> list[Run]:
    line = Line()
    if source.authors:
        line.add(vancouver_authors(source.authors, most=6, shown=3)).stop().space()
    line.extend(source.title).stop().space()
    if source.is_preprint:
        line.add(f"{source.server}, {month_day_year(source.shown_date)}")
        if source.link:
            line.add(" (").add(source.link, href=source.link).add(")")
        return line.add(". preprint.").finished()
    if source.is_ahead_of_print:
        line.add(f"{source.abbreviation} {month_day_year(source.online or source.date)}")
        if source.doi:
            line.add(" (DOI: ").add(source.doi, href=source.doi_url).add(")")
        return line.add(".").finished()
    name = source.abbreviation or source.publisher
    line.add(" ".join(filter(None, [name, _place(source)]))).stop()
    if not source.journal and source.link:
        line.space().add("(").add(source.link, href=source.link).add(").")
    return line.finished()


def issue(source: Source) -> list[Run]:
    label = source.label.written()
    where = source.volume + (f"({label})" if label else "")
    pages = source.pages.minimal()
    text = source.year + (f";{where}" if where else "") + (f":{pages}" if pages else "")
    return Line().add(f"{source.abbreviation} {text}").stop().finished()


def _place(source: Source) -> str:
    # Pages run through a volume, so the number of the issue is given only where they do not.
    pages = source.pages
    written = pages.full() if pages.kind == "prefixed" else pages.minimal()
    label = source.label.written()
    if source.label.is_supplement or source.label.part:
        where = f"{source.volume}:{label}" if source.volume else label
    else:
        is_needed = label and (pages.kind == "elocator" or not source.volume)
        where = source.volume + (f"({label})" if is_needed else "")
    text = source.year + (f";{where}" if where else "")
    return text + (f":{written}" if written else "")
