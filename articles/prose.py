"""Finds references in a story's text and offers each as a citation, with the words it stands in.

Reads the library and writes nothing: a ticked offer becomes a row of the story's form.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from core.text import plain
from literature.citations_in_text import Found, find_references
from literature.find import find_journal, find_work, find_work_at
from literature.issues import find_issue
from literature.models import Issue, Journal, Work
from literature.reference_parser import Reference

AROUND = 70
MOST = 60
Row = dict[str, str]


@dataclass(frozen=True)
class Offer:
    """A reference in the text: what was read, what stands around it, what it is in the library."""

    text: str
    before: str
    after: str
    source: Work | Issue | None
    row: Row


def offers(html: str, *, works: Collection[int] = (), issues: Collection[int] = ()) -> list[Offer]:
    """The references in a text that are not among the works and issues cited already."""
    text = plain(html)
    found: dict[tuple[str, str], Offer] = {}
    for one in find_references(text)[:MOST]:
        offer = _offer(one, text)
        is_cited = isinstance(offer.source, Work) and offer.source.pk in works
        if is_cited or (isinstance(offer.source, Issue) and offer.source.pk in issues):
            continue
        found.setdefault(_name(offer), offer)
    return list(found.values())


def row_of(text: str) -> Row | None:
    """The row of the one reference in these words; None where there is none."""
    found = find_references(text)
    return _offer(found[0], text).row if found else None


def _name(offer: Offer) -> tuple[str, str]:
    if offer.source is not None:
        return (type(offer.source).__name__, f"{offer.source.pk} {offer.row.get('pages_raw', '')}")
    return ("", offer.text.casefold())


def _offer(found: Found, text: str) -> Offer:
    source = _source(found.reference)
    return Offer(
        text=found.text,
        before=_whole_words(text[max(0, found.start - AROUND) : found.start], at_start=True),
        after=_whole_words(text[found.end : found.end + AROUND], at_start=False),
        source=source,
        row=_row(found.reference, source),
    )


def _source(reference: Reference) -> Work | Issue | None:
    for number in (reference.doi, reference.pmid and f"PMID {reference.pmid}", reference.pmcid):
        work = find_work(number) if number else None
        if work is not None:
            return work
    if reference.arxiv:
        return find_work(f"arXiv:{reference.arxiv}")
    journal = find_journal(reference.journal) if reference.journal else None
    return _placed(reference, journal) if journal else None


def _placed(reference: Reference, journal: Journal) -> Work | Issue | None:
    if reference.target != "issue" and reference.pages.first:
        work = find_work_at(journal, reference.volume, reference.pages.first, reference.year)
        if work is not None or reference.is_identified:
            return work
    if reference.is_identified or not reference.label.issue:
        return None
    return find_issue(
        journal,
        year=reference.year,
        volume=reference.volume,
        issue_label=reference.label.written(),
    )


def _row(reference: Reference, source: Work | Issue | None) -> Row:
    if isinstance(source, Work):
        return {"work": str(source.pk), "whole": "1"}
    if isinstance(source, Issue):
        return {"issue": str(source.pk), "whole": "1", "pages_raw": reference.pages.raw}
    number = reference.doi or (f"PMID {reference.pmid}" if reference.pmid else "")
    number = number or reference.pmcid or (reference.arxiv and f"arXiv:{reference.arxiv}")
    if number:
        return {"lookup": number}
    return {
        "title": reference.title,
        "journal": reference.journal,
        "year": str(reference.year or ""),
        "volume": reference.volume,
        "issue_label": reference.label.written(),
        "pages": reference.pages.raw,
    }


def _whole_words(text: str, *, at_start: bool) -> str:
    """Some text around a place, from or to the end of its line and without a word cut in two."""
    if at_start:
        line = text.rpartition("\n")[2]
        return line.partition(" ")[2] if len(line) == AROUND else line
    line = text.partition("\n")[0]
    return line.rpartition(" ")[0] if len(line) == AROUND else line
