"""Writes RIS, the format most reference managers read: lines of tag and value, CRLF, UTF-8."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from literature.csl import Csl
from literature.dates import PartialDate
from literature.exports.records import issns_of, one_line, title_of
from literature.names import Name
from literature.styles.source import Source, nlm_date

TYPES = {
    "article-journal": "JOUR",
    "article-newspaper": "NEWS",
    "paper-conference": "CPAPER",
    "dataset": "DATA",
    "report": "RPRT",
    "chapter": "CHAP",
    "thesis": "THES",
    "periodical": "JFULL",
}
PREPRINT, OTHER = "UNPB", "GEN"
Lines = Iterator[tuple[str, str]]


def write(records: Iterable[Csl]) -> str:
    """A file with one entry for each record; nothing in a record can begin or end an entry."""
    return "\r\n".join(map(entry, records))


def entry(csl: Csl) -> str:
    """One record from its type to its end."""
    source = Source.from_csl(csl)
    lines = [(tag, one_line(value)) for tag, value in _lines(csl, source)]
    written = [f"{tag}  - {value}" for tag, value in lines if value]
    return "\r\n".join([*written, "ER  - ", ""])


def _lines(csl: Csl, source: Source) -> Lines:
    yield "TY", PREPRINT if source.is_preprint else TYPES.get(source.kind, OTHER)
    yield "TI", title_of(source)
    for name in source.authors:
        yield "AU", name_line(name)
    for editor in csl.get("editor") or []:
        yield "ED", name_line(Name.from_csl(editor))
    yield from _place(source)
    yield from _dates(source.shown_date)
    yield from _identifiers(csl, source)
    yield "PB", source.publisher
    yield "LA", str(csl.get("language") or "")
    yield "UR", source.url
    yield "M3", source.genre[:1].upper() + source.genre[1:]
    yield "AB", str(csl.get("abstract") or "")
    yield "N1", str(csl.get("note") or "")


def name_line(name: Name) -> str:
    """A person as "Last, First, Suffix"; a group's name, closed by a comma if it has one inside."""
    if name.is_group:
        return f"{name.collective}," if "," in name.collective else name.collective
    parts = [part.replace(",", " ") for part in (name.full_family, name.given, name.suffix)]
    return ", ".join(parts).rstrip(", ")


def _place(source: Source) -> Lines:
    yield "T2", source.journal
    if source.journal:
        yield "J2", source.abbreviation
        yield "JA", source.abbreviation
    yield "VL", source.volume
    yield "IS", source.label.written()
    pages = source.pages
    is_span = len(pages.segments) == 1 and pages.last != pages.first
    yield "SP", pages.first if is_span else pages.full()
    yield "EP", pages.last if is_span else ""


def _dates(date: PartialDate | None) -> Lines:
    if date is None:
        return
    yield "PY", str(date.year)
    month = f"{date.month:02d}" if date.month else ""
    day = f"{date.day:02d}" if date.day else ""
    # What the slashes cannot say, a season or a span, stands behind them.
    words = nlm_date(date).removeprefix(f"{date.year} ") if date.season or date.end else ""
    yield "DA", f"{date.year}/{month}/{day}/{words}"


def _identifiers(csl: Csl, source: Source) -> Lines:
    yield "DO", source.doi
    yield "AN", source.pmid
    yield "DB", "PubMed" if source.pmid else ""
    yield "C2", source.pmcid
    yield "SN", next(iter(issns_of(csl)), "")
