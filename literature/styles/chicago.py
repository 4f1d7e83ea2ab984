"""The Chicago Manual of Style, 18th edition, author-date."""

from __future__ import annotations

from dataclasses import replace

from literature.names import Name
from literature.runs import Run, flipped, headline
from literature.styles.source import Line, Source, month_day, month_day_year

MOST_AUTHORS, FIRST_AUTHORS = 6, 3
INNER_QUOTES = str.maketrans("“”", "‘’")


def work(source: Source) -> list[Run]:
    line = Line()
    if source.authors:
        line.add(written_authors(source.authors)).stop().space().add(_year(source)).space()
    _title(line, source)
    if not source.authors:
        line.space().add(_year(source))
    line.space()
    if source.is_preprint:
        line.add("Preprint. ")
        line.add(", ".join(filter(None, [source.server, month_day(source.shown_date)]))).stop()
    elif source.journal:
        _placed(line, source)
    else:
        line.add(source.publisher).stop()
    return _linked(line, source).finished()


def issue(source: Source) -> list[Run]:
    line = Line().add(source.journal, italic=True)
    label = source.label.written(dash="–")
    if source.volume:
        line.add(f" {source.volume}")
    if label:
        line.add(f" ({label})" if source.volume else f", no. {label}")
    date = month_day_year(source.shown_date)
    return line.add(f", {date}" if date else "").stop().finished()


def _year(source: Source) -> str:
    return f"{source.year.replace('-', '–') or 'n.d.'}."


def _title(line: Line, source: Source) -> None:
    title = headline(list(source.title))
    if not source.journal and not source.is_preprint:
        line.extend(flipped(title)).stop()
        return
    inner = [replace(run, text=run.text.translate(INNER_QUOTES)) for run in title]
    line.add("“").extend(inner).stop().add("”")


def written_authors(names: tuple[Name, ...]) -> str:
    first, *others = names
    if len(names) > MOST_AUTHORS:
        kept = [first.inverted(), *(name.straight() for name in others[: FIRST_AUTHORS - 1])]
        return ", ".join(kept) + ", et al."
    written = [first.inverted(), *(name.straight() for name in others)]
    if len(written) == 1:
        return written[0]
    both_groups = len(names) == 2 and first.is_group
    joint = " and " if both_groups else ", and "
    return ", ".join(written[:-1]) + joint + written[-1]


def _placed(line: Line, source: Source) -> None:
    line.add(source.journal, italic=True)
    if source.is_ahead_of_print:
        line.add(f", {month_day(source.online or source.date)}".rstrip(", ")).stop()
        return
    label, pages = source.label.written(dash="–"), source.pages.chicago()
    month = month_day(source.shown_date).split(" ")[0]
    if source.volume:
        line.add(f" {source.volume}")
        line.add(f" ({label or month})" if label or month else "")
    elif label:
        line.add(f", no. {label}")
    if pages:
        line.add(f": {pages}" if source.volume or label else f", {pages}")
    line.stop()


def _linked(line: Line, source: Source) -> Line:
    if source.link:
        shown = f"https://doi.org/{source.doi}" if source.doi else source.url
        line.space().add(shown, href=source.link).add(".")
    return line
