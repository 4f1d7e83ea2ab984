"""Writes BibTeX and its successor biblatex, which LaTeX, JabRef and Zotero read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from literature.csl import Csl
from literature.dates import PartialDate
from literature.exports import latex
from literature.exports.citekeys import citekeys
from literature.exports.records import issns_of
from literature.identifiers import IdentifierError, normalise_arxiv
from literature.names import Name
from literature.styles.source import Source, month_day

TYPES = {
    "article-journal": "article",
    "article-newspaper": "article",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "chapter": "incollection",
    "thesis": "phdthesis",
}
BIBLATEX_TYPES = {
    **TYPES,
    "report": "report",
    "thesis": "thesis",
    "dataset": "dataset",
    "periodical": "periodical",
    "post-weblog": "online",
}
CONTAINERS = {"inproceedings": "booktitle", "incollection": "booktitle"}
PUBLISHERS = {"techreport": "institution", "report": "institution", "phdthesis": "school"}
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
NUMBERED = re.compile(r"\d+(-\d+)?", re.ASCII)
LISTING = re.compile(r",|\s+and\s+", re.IGNORECASE)
Fields = Iterator[tuple[str, str]]


def write(records: Iterable[Csl], *, biblatex: bool = False, ascii_only: bool = False) -> str:
    """A file with one entry for each record, each with a key of its own.

    ``ascii_only`` writes accents, Greek letters and dashes as LaTeX commands; letters of other
    scripts stay as they are.
    """
    rows = list(records)
    writer = _Writer(biblatex=biblatex, ascii_only=ascii_only)
    pairs = zip(rows, citekeys(rows), strict=True)
    return "\n".join(writer.entry(csl, key) for csl, key in pairs)


class _Writer:
    def __init__(self, *, biblatex: bool, ascii_only: bool) -> None:
        self.biblatex = biblatex
        self.ascii_only = ascii_only

    def entry(self, csl: Csl, key: str) -> str:
        source = Source.from_csl(csl)
        kind = self._kind(source)
        lines = [f"  {name}={value}" for name, value in self._fields(csl, source, kind) if value]
        return "@" + kind + "{" + ",\n".join([key, *lines]) + "\n}\n"

    def _kind(self, source: Source) -> str:
        if source.is_preprint:
            return "online" if self.biblatex else "misc"
        return (BIBLATEX_TYPES if self.biblatex else TYPES).get(source.kind, "misc")

    def _fields(self, csl: Csl, source: Source, kind: str) -> Fields:
        yield "author", _braced(self._names(source.authors))
        editors = tuple(Name.from_csl(name) for name in csl.get("editor") or [])
        yield "editor", _braced(self._names(editors))
        yield "title", _braced(latex.title(source.title, ascii_only=self.ascii_only))
        yield self._container(kind), self._text(source.journal)
        if self.biblatex:
            yield "shortjournal", self._text(source.abbreviation) if kind == "article" else ""
        yield "volume", self._text(source.volume)
        yield from self._number(source)
        yield from self._pages(source)
        yield from self._date(source.shown_date)
        yield self._publisher(source, kind), self._text(source.publisher)
        yield "issn", _braced(latex.verbatim(next(iter(issns_of(csl)), "")))
        yield "doi", _braced(latex.verbatim(source.doi))
        yield from self._eprint(source)
        yield "pmcid", _braced(latex.verbatim(source.pmcid))
        yield "url", _braced(latex.verbatim(source.url))
        yield "language", self._text(str(csl.get("language") or ""))
        yield "abstract", self._text(str(csl.get("abstract") or ""))
        genre = source.genre[:1].upper() + source.genre[1:]
        notes = [genre and f"{genre}.", str(csl.get("note") or "")]
        yield "note", self._text(" ".join(filter(None, notes)).removesuffix("."))

    def _container(self, kind: str) -> str:
        fallback = "journaltitle" if self.biblatex else "journal"
        return CONTAINERS.get(kind, fallback)

    def _publisher(self, source: Source, kind: str) -> str:
        if source.is_preprint:
            return "organization" if self.biblatex else "howpublished"
        return PUBLISHERS.get(kind, "institution" if kind == "thesis" else "publisher")

    def _number(self, source: Source) -> Fields:
        label = source.label.written()
        is_number = not self.biblatex or NUMBERED.fullmatch(label)
        yield "number" if is_number else "issue", self._text(label)

    def _pages(self, source: Source) -> Fields:
        yield "pages", self._text(source.pages.full("--"))
        if self.biblatex and source.pages.kind == "elocator":
            yield "eid", self._text(source.pages.first)

    def _date(self, date: PartialDate | None) -> Fields:
        if date is None:
            return
        if self.biblatex:
            yield "date", _braced(str(date))  # biblatex reads the Extended Date/Time Format
            return
        yield "year", _braced(str(date.year))
        if date.month and not date.end:
            yield "month", MONTHS[date.month - 1]
        else:
            yield "month", self._text(month_day(date).replace("–", "--"))
        yield "day", _braced(str(date.day)) if date.day and not date.end else ""

    def _eprint(self, source: Source) -> Fields:
        server, number = _eprint(source)
        yield "eprint", _braced(latex.verbatim(number))
        yield "eprinttype", _braced(latex.verbatim(server))

    def _names(self, names: tuple[Name, ...]) -> str:
        return " and ".join(map(self._name, names))

    def _name(self, name: Name) -> str:
        if name.is_group or not (name.given or name.suffix):
            return f"{{{self._plain(name.collective or name.full_family)}}}"
        parts = [name.full_family, *filter(None, [name.suffix]), name.given]
        return ", ".join(map(self._name_part, parts))

    def _name_part(self, part: str) -> str:
        # "and" and a comma part names from each other unless they stand in braces.
        text = self._plain(part)
        return f"{{{text}}}" if LISTING.search(f" {part} ") else text

    def _plain(self, text: str) -> str:
        return latex.escaped(text, ascii_only=self.ascii_only)

    def _text(self, text: str) -> str:
        return _braced(self._plain(text))


def _eprint(source: Source) -> tuple[str, str]:
    if not source.is_preprint:
        return ("pubmed", source.pmid) if source.pmid else ("", "")
    try:
        return "arxiv", normalise_arxiv(source.number or source.doi)
    except IdentifierError:
        number = source.preprint_number
    return (source.server.lower(), number) if number else ("", "")


def _braced(text: str) -> str:
    return f"{{{text}}}" if text else ""
