"""Gives ContextObjects in spans (COinS), by which Zotero finds what a page is and what it cites.

Only values are made here; the spans stand in a template. The rules are those by which Zotero
reads them (openurl.js), which is stricter than the standard, ANSI/NISO Z39.88-2004.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from literature.csl import Csl
from literature.dates import PartialDate
from literature.exports.records import issns_of, one_line, title_of
from literature.identifiers import doi_url
from literature.names import Name
from literature.styles.source import Source

Pairs = list[tuple[str, str]]
# Zotero's names for what stands in no journal.
ITEM_TYPES = {
    "article-newspaper": "newspaperArticle",
    "paper-conference": "conferencePaper",
    "dataset": "dataset",
    "report": "report",
    "chapter": "bookSection",
    "thesis": "thesis",
}
PREPRINT, OTHER = "preprint", "document"
JOURNAL_ARTICLES = {"article-journal", "paper-conference"}


def story(
    *, title: str, address: str, publication: str, date: str, authors: Iterable[str], sid: str
) -> str:
    """The value for a story of ours, which stands first, so that Zotero offers it first.

    ``date`` is an ISO day, ``sid`` names who refers: example.org:newsroom.
    """
    pairs = [
        ("rft.type", "newspaperArticle"),
        ("rft.title", _plus_in_words(title)),
        ("rft.source", _plus_in_words(publication)),
        ("rft.date", date),
        ("rft.identifier", address),
        *(("rft.au", name) for name in authors),
    ]
    return _joined("dc", [], pairs, sid=sid)


def work(csl: Csl, *, sid: str) -> str:
    """The value for a cited work; whole issues have none, since Zotero has no such item."""
    source = Source.from_csl(csl)
    if source.kind in JOURNAL_ARTICLES and source.journal:
        return _joined("journal", _address(source), _article(csl, source), sid=sid)
    return _joined("dc", _address(source), _document(source), sid=sid)


def _joined(form: str, address: Pairs, pairs: Pairs, *, sid: str) -> str:
    head = [("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}")]
    every = [*head, *address, ("rfr_id", f"info:sid/{sid}"), *pairs]
    written = ((key, one_line(value)) for key, value in every)
    # Zotero takes a plus for a space, even an encoded one, and stops at a key without a value.
    return "&".join(f"{key}={quote(value, safe='')}" for key, value in written if value)


def _address(source: Source) -> Pairs:
    if not source.doi:
        return [("rft_id", source.url.replace("+", "%2B"))]
    if "+" in source.doi:
        return [("rft_id", doi_url(source.doi).replace("+", "%2B"))]
    return [("rft_id", f"info:doi/{source.doi}")]


def _article(csl: Csl, source: Source) -> Pairs:
    pages = source.pages
    is_span = len(pages.segments) == 1 and bool(pages.last)
    issns = [*issns_of(csl), "", ""]
    return [
        ("rft.genre", "article" if source.kind == "article-journal" else "proceeding"),
        ("rft.atitle", _plus_in_words(title_of(source))),
        ("rft.jtitle", _plus_in_words(source.journal)),
        ("rft.stitle", _plus_in_words(source.abbreviation)),
        ("rft.volume", source.volume),
        ("rft.issue", source.label.written()),
        ("rft.pages", pages.full()),
        ("rft.spage", pages.first),
        ("rft.epage", pages.last if is_span else ""),
        ("rft.date", _date(source.shown_date)),
        ("rft.issn", issns[0]),
        ("rft.eissn", issns[1]),
        *_first_author(source.authors),
        *_authors(source.authors),
    ]


def _document(source: Source) -> Pairs:
    kind = PREPRINT if source.is_preprint else ITEM_TYPES.get(source.kind, OTHER)
    return [
        ("rft.type", kind),
        ("rft.title", _plus_in_words(title_of(source))),
        ("rft.source", _plus_in_words(source.journal)),
        ("rft.publisher", _plus_in_words(source.publisher)),
        ("rft.date", _date(source.shown_date)),
        ("rft.identifier", source.url.replace("+", "%2B") if source.doi else ""),
        *_authors(source.authors),
    ]


def _first_author(names: tuple[Name, ...]) -> Pairs:
    if not names or names[0].is_group:
        return []
    given = f"{names[0].given} {names[0].suffix}".strip()
    return [("rft.aulast", names[0].full_family), ("rft.aufirst", given)]


def _authors(names: tuple[Name, ...]) -> Pairs:
    return [
        ("rft.aucorp", _plus_in_words(name.collective)) if name.is_group else ("rft.au", _au(name))
        for name in names
    ]


def _au(name: Name) -> str:
    # Without a comma Zotero takes the last word for the family name.
    if " " in name.full_family or name.suffix:
        return f"{name.full_family}, {name.given} {name.suffix}".strip()
    return f"{name.given} {name.family}".strip()


def _date(date: PartialDate | None) -> str:
    if date is None:
        return ""
    parts = [f"{date.year:04d}"] + [f"{p:02d}" for p in (date.month, date.day) if p]
    return "-".join(parts)


def _plus_in_words(text: str) -> str:
    return re.sub(r"\s*\+\s*", " plus ", text).strip()
