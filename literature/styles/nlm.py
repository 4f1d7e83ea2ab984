"""NLM, Citing Medicine, as the ICMJE's sample references print it."""

from __future__ import annotations

from literature.runs import Run
from literature.styles.source import Line, Source, nlm_date, vancouver_authors


def work(source: Source) -> list[Run]:
    line = Line()
    if source.authors:
        line.add(vancouver_authors(source.authors, most=6, shown=6)).stop().space()
    line.extend(source.title).stop().space()
    if source.is_preprint:
        number = f":{source.preprint_number}" if source.preprint_number else ""
        line.add(f"{source.server} [Preprint]. {nlm_date(source.shown_date)}{number}").stop()
    elif source.journal:
        line.add(f"{source.abbreviation}. {place(source)}").stop()
    else:
        line.add("; ".join(filter(None, [source.publisher, nlm_date(source.shown_date)]))).stop()
    return _identified(line, source).finished()


def issue(source: Source) -> list[Run]:
    return Line().add(f"{source.abbreviation}. {place(source)}").stop().finished()


def place(source: Source) -> str:
    """2020 Dec 31;383(27):2603-15; a volume's supplement stands outside brackets."""
    if source.is_ahead_of_print:
        return nlm_date(source.online or source.date)
    label = source.label.written()
    is_of_volume = source.label.is_supplement and not source.label.issue
    numbered = f" {label}" if is_of_volume else f"({label})" if label else ""
    where = (source.volume + numbered).strip()
    pages = source.pages.minimal()
    text = nlm_date(source.shown_date) + (f";{where}" if where else "")
    return text + (f":{pages}" if pages else "")


def _identified(line: Line, source: Source) -> Line:
    if source.doi:
        line.space().add("doi: ").add(source.doi, href=source.doi_url).add(".")
    if source.is_ahead_of_print:
        line.space().add("Epub ahead of print.")
    elif source.online and source.date and source.online != source.date:
        line.space().add(f"Epub {nlm_date(source.online)}.")
    numbers = [
        f"PMID: {source.pmid}" if source.pmid else "",
        f"PMCID: {source.pmcid}" if source.pmcid else "",
    ]
    if any(numbers):
        line.space().add("; ".join(filter(None, numbers)) + ".")
    if source.url and not source.doi:
        line.space().add("Available from: ").add(source.url, href=source.url)
    return line
