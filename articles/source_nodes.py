"""What a story cites as nodes of schema.org: the work or issue, its volume, its periodical.

Pure: makes data of references that were read with their works, issues and journals.
"""

from __future__ import annotations

import re
from typing import Any

from articles.call_numbers import date_of
from articles.graph import Graph, Node, given
from articles.models import Citation
from articles.plates import subjects
from articles.reading import Reference
from core.links import absolute
from literature.identifiers import doi_url
from literature.models import Issue, Journal, Work
from literature.models.paged import PageKind
from literature.names import Name
from literature.runs import plain

ARTICLE = "ScholarlyArticle"
TYPES = {
    Work.Kind.JOURNAL_ARTICLE: ARTICLE,
    Work.Kind.PREPRINT: ARTICLE,
    Work.Kind.CONFERENCE_ABSTRACT: ARTICLE,
    Work.Kind.CONFERENCE_PAPER: ARTICLE,
    Work.Kind.DATASET: "Dataset",
    Work.Kind.REPORT: "Report",
    Work.Kind.GUIDELINE: "Report",
    Work.Kind.BOOK_CHAPTER: "Chapter",
    Work.Kind.THESIS: "Thesis",
}
PERIODICALS = {Journal.Kind.JOURNAL, Journal.Kind.MAGAZINE}
MEDICAL = {Work.Subject.PEOPLE, Work.Subject.ANIMALS, Work.Subject.CELLS}
# Pages with a beginning and an end; lists and article numbers have no single one.
SPANS = {PageKind.RANGE, PageKind.SINGLE, PageKind.PREFIXED, PageKind.ROMAN}
# schema.org has no class for it, only words about the state of a work.
STANDING = {
    Work.Status.RETRACTED: "Retracted",
    Work.Status.WITHDRAWN: "Withdrawn",
    Work.Status.CONCERN: "Expression of concern",
    Work.Status.CORRECTED: "Corrected",
}


def add_source(graph: Graph, reference: Reference, *, page: str) -> Node:
    """Add what a reference names and give what refers to it; ``page`` is the story's address."""
    citation = reference.citation
    if citation.issue is not None:
        return _add_issue(graph, citation.issue, citation)
    if citation.work is None:
        return {}
    return graph.add(_work(graph, citation.work, reference, page))


def _work(graph: Graph, work: Work, reference: Reference, page: str) -> Node:
    kind = TYPES.get(Work.Kind(work.kind), "CreativeWork")
    name = f"{work.title_plain}: {work.subtitle}" if work.subtitle else work.title_plain
    is_article = kind == ARTICLE
    is_subject = bool(subjects([reference.citation]))
    node: Node = {
        "@type": kind,
        "@id": doi_url(work.doi) if work.doi else f"{page}#ref-{reference.citation.key}",
        "name": name,
        "headline": name if is_article else "",
        "url": work.doi_link or work.url,
        "sameAs": work.doi_link,
        "inLanguage": work.language,
        "datePublished": _iso(work.published_print or work.published_online or work.posted),
        "identifier": _doi(work),
        "author": _authors(work, plain(reference.runs)),
        "creativeWorkStatus": STANDING.get(Work.Status(work.status), ""),
        "isPartOf": _container(graph, work),
    }
    if is_article:
        node |= _pages(work)
    if is_article and is_subject and work.study_design and work.subject in MEDICAL:
        node["@type"] = [ARTICLE, "MedicalScholarlyArticle"]
        node["publicationType"] = str(work.get_study_design_display())
    if is_subject and work.is_retracted:
        node["correction"] = work.notice_url or (
            doi_url(work.notice_doi) if work.notice_doi else ""
        )
    return node


def _authors(work: Work, shown: str) -> list[Node]:
    """Those the printed reference names; most styles stop after some."""
    names = [Name.from_csl(data) for data in work.csl.get("author") or []]
    return [_author(name) for name in names if _stands_in(shown, name.family or name.group)]


def _stands_in(text: str, name: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def _author(name: Name) -> Node:
    if name.is_group:
        return {"@type": "Organization", "name": name.group}
    whole = " ".join(filter(None, [name.given, name.full_family, name.suffix]))
    parts = {"name": whole, "givenName": name.given, "familyName": name.full_family}
    return given({"@type": "Person", **parts})


def _doi(work: Work) -> list[Node]:
    if not work.doi:
        return []
    value = work.doi_display or work.doi
    return [{"@type": "PropertyValue", "propertyID": "doi", "value": value}]


def _container(graph: Graph, work: Work) -> Node | None:
    """The innermost of issue, volume and periodical that is known."""
    if work.issue is not None:
        return _add_issue(graph, work.issue)
    if work.journal is None:
        return None
    return _add_volume(graph, work.journal, work.volume)


def _add_issue(graph: Graph, issue: Issue, citation: Citation | None = None) -> Node:
    node = {
        "@type": "PublicationIssue",
        "@id": absolute(issue.get_absolute_url()) + "#issue",
        "url": absolute(issue.get_absolute_url()),
        "name": issue.title,
        "issueNumber": issue.full_label,
        "datePublished": _iso(issue.cover_date) or str(issue.year or ""),
        "isPartOf": _add_volume(graph, issue.journal, issue.volume),
    }
    if citation is not None:
        node |= _cited_pages(citation)
    return graph.add(node)


def _add_volume(graph: Graph, journal: Journal, volume: str) -> Node:
    periodical = _add_periodical(graph, journal)
    if not volume:
        return periodical
    return graph.add(
        {
            "@type": "PublicationVolume",
            "@id": absolute(journal.get_absolute_url()) + f"#volume-{volume.replace(' ', '-')}",
            "volumeNumber": volume,
            "isPartOf": periodical,
        }
    )


def _add_periodical(graph: Graph, journal: Journal) -> Node:
    is_periodical = journal.kind in PERIODICALS
    address = absolute(journal.get_absolute_url())
    short = journal.plate_name
    return graph.add(
        {
            "@type": "Periodical" if is_periodical else "CreativeWorkSeries",
            "@id": f"{address}#journal",
            "url": address,
            "name": journal.title,
            "alternateName": short if short != journal.title else "",
            "issn": journal.issns,
        }
    )


def _pages(work: Work) -> dict[str, str]:
    if work.article_number:
        return {"pagination": work.article_number}
    pages = work.pages
    said = {"pagination": pages.full("-")}
    if work.page_kind in SPANS:
        said |= {"pageStart": pages.first, "pageEnd": pages.last}
    return said


def _cited_pages(citation: Citation) -> dict[str, Any]:
    """The pages of an issue that the story names."""
    first, last = citation.page_first, citation.page_last
    return {"pageStart": first, "pageEnd": last, "pagination": citation.pages_raw}


def _iso(stored: str) -> str:
    """As much of a date as is known: 2026, 2026-01 or 2026-01-29."""
    date = date_of(stored)
    if date is None:
        return ""
    parts = [f"{date.year:04d}"]
    for part in (date.month, date.day):
        if part is None:
            break
        parts.append(f"{part:02d}")
    return "-".join(parts)
