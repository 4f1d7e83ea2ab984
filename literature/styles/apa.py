"""Publication Manual of the APA, 7th edition."""

from __future__ import annotations

from literature.names import Name
from literature.runs import Run, capitalised_after_colon, flipped
from literature.styles.source import Line, Source

MOST_AUTHORS, FIRST_AUTHORS = 20, 19


def work(source: Source) -> list[Run]:
    line = Line()
    is_monograph = source.is_preprint or not source.journal
    title = capitalised_after_colon(list(source.title))
    title = flipped(title) if is_monograph else title
    date = f"({source.year.replace('-', '–') or 'n.d.'})"
    if source.authors:
        line.add(written_authors(source.authors)).stop().add(f" {date}. ").extend(title)
    else:
        line.extend(title)
    if source.is_preprint:
        line.add(" [Preprint]")
    line.stop().space()
    if not source.authors:
        line.add(f"{date}. ")
    if source.is_preprint or is_monograph:
        line.add(source.server).stop()
    else:
        _placed(line, source)
    return _linked(line, source).finished()


def issue(source: Source) -> list[Run]:
    line = Line().add(source.journal, italic=True)
    if source.volume:
        line.add(f", {source.volume}", italic=True)
    label = _label(source)
    if label:
        line.add(f"({label})" if source.volume else f", ({label})")
    return line.add(f". ({source.year or 'n.d.'}).").finished()


def written_authors(names: tuple[Name, ...]) -> str:
    written = [name.inverted_initials() for name in names]
    if len(written) > MOST_AUTHORS:
        return ", ".join(written[:FIRST_AUTHORS]) + f", … {written[-1]}"
    if len(written) == 1:
        return written[0]
    return ", ".join(written[:-1]) + f", & {written[-1]}"


def _label(source: Source) -> str:
    issue_label = source.label.written(supplement="Suppl.", part="Pt.", dash="–")
    if source.label.issue and source.label.is_supplement:
        return issue_label.replace(" Suppl.", ", Suppl.", 1)
    return issue_label


def _placed(line: Line, source: Source) -> None:
    line.add(source.journal, italic=True)
    if source.is_ahead_of_print:
        line.add(". Advance online publication.")
        return
    label, pages = _label(source), source.pages.full("–")
    if source.volume or label:
        line.add(", ").add(source.volume, italic=True)
    if label:
        line.add(f"({label})")
    if pages:
        line.add(f", {pages}")
    line.stop()


def _linked(line: Line, source: Source) -> Line:
    if source.link:
        shown = f"https://doi.org/{source.doi}" if source.doi else source.url
        line.space().add(shown, href=source.link)
    return line
