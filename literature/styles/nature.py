"""The reference style of Nature."""

from __future__ import annotations

from literature.names import Name
from literature.runs import Run, flipped
from literature.styles.source import Line, Source

MOST_AUTHORS = 5


def work(source: Source) -> list[Run]:
    line = Line()
    add_authors(line, source.authors)
    is_monograph = not source.journal and not source.is_preprint
    line.extend(flipped(source.title) if is_monograph else source.title)
    if is_monograph:
        return _imprint(line, source).finished()
    line.stop().space()
    if source.is_preprint:
        line.add("Preprint at ").add(source.link or source.server, href=source.link)
    else:
        line.add(source.iso4, italic=True)
        _place(line, source)
    return line.add(f" ({source.year}).").finished()


def issue(source: Source) -> list[Run]:
    line = Line().add(source.iso4, italic=True)
    label, pages = source.label.written(), source.pages.full("–")
    if source.volume:
        line.add(" ").add(source.volume, bold=True)
    line.add(f" ({label})" if label else "").add(f", {pages}" if pages else "")
    return line.add(f" ({source.year})." if source.year else ".").finished()


def add_authors(line: Line, names: tuple[Name, ...]) -> None:
    if not names:
        return
    written = [name.inverted_initials() for name in names]
    if len(written) > MOST_AUTHORS:
        line.add(f"{written[0]} ").add("et al.", italic=True).add(" ")
        return
    text = written[0] if len(written) == 1 else f"{', '.join(written[:-1])} & {written[-1]}"
    line.add(text).stop().space()


def _place(line: Line, source: Source) -> None:
    pages = source.pages.full("–")
    if source.is_ahead_of_print:
        line.add(" ").add(source.link, href=source.link)
    elif source.volume:
        line.add(" ").add(source.volume, bold=True).add(f", {pages}" if pages else "")
    else:
        line.add(f" {pages}" if pages else "")


def _imprint(line: Line, source: Source) -> Line:
    parts = ", ".join(filter(None, [source.publisher, source.year]))
    line.add(f" ({parts})" if parts else "").stop()
    if source.link:
        line.space().add(source.link, href=source.link).add(".")
    return line
