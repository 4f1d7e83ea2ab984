"""Work and issue as CSL-JSON, and CSL-JSON as the values of a work: the one inner form.

Knows models but writes no row.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from literature.dates import DateError, PartialDate
from literature.issue_labels import IssueLabel, parse_issue_label
from literature.models import Contributor, Issue, Journal, Work
from literature.names import Name

Csl = dict[str, Any]

# Kinds on the left in our terms, on the right in those of CSL 1.0.2.
TYPES = {
    Work.Kind.JOURNAL_ARTICLE: "article-journal",
    Work.Kind.PREPRINT: "article",
    Work.Kind.CONFERENCE_ABSTRACT: "paper-conference",
    Work.Kind.CONFERENCE_PAPER: "paper-conference",
    Work.Kind.DATASET: "dataset",
    Work.Kind.REPORT: "report",
    Work.Kind.GUIDELINE: "report",
    Work.Kind.BOOK_CHAPTER: "chapter",
    Work.Kind.THESIS: "thesis",
    Work.Kind.PRESS_RELEASE: "article",
    Work.Kind.OTHER: "document",
}
GENRES = {
    Work.Kind.PREPRINT: "preprint",
    Work.Kind.CONFERENCE_ABSTRACT: "conference abstract",
    Work.Kind.GUIDELINE: "guideline",
    Work.Kind.PRESS_RELEASE: "press release",
}
# Crossref answers with its own names of types.
KINDS = {
    "article-journal": Work.Kind.JOURNAL_ARTICLE,
    "journal-article": Work.Kind.JOURNAL_ARTICLE,
    "posted-content": Work.Kind.PREPRINT,
    "paper-conference": Work.Kind.CONFERENCE_PAPER,
    "proceedings-article": Work.Kind.CONFERENCE_PAPER,
    "dataset": Work.Kind.DATASET,
    "report": Work.Kind.REPORT,
    "chapter": Work.Kind.BOOK_CHAPTER,
    "book-chapter": Work.Kind.BOOK_CHAPTER,
    "thesis": Work.Kind.THESIS,
    "dissertation": Work.Kind.THESIS,
}
ROLES = {
    Contributor.Role.AUTHOR: "author",
    Contributor.Role.EDITOR: "editor",
    Contributor.Role.TRANSLATOR: "translator",
    Contributor.Role.REVIEWER: "reviewed-author",
}


def work_csl(work: Work, contributors: Iterable[Contributor]) -> Csl:
    """The complete CSL-JSON of a work; asks the database for its journal at most."""
    people = list(contributors)
    csl: Csl = {"type": TYPES[Work.Kind(work.kind)], "genre": GENRES.get(Work.Kind(work.kind), "")}
    csl["title"] = f"{work.title}: {work.subtitle}" if work.subtitle else work.title
    csl |= _container(work)
    csl |= _place(work)
    csl |= _dates(work)
    csl |= {"DOI": work.doi_display or work.doi, "PMID": work.pmid, "PMCID": work.pmcid}
    csl |= {"URL": work.url, "language": work.language}
    for role, key in ROLES.items():
        csl[key] = [name_of(row).to_csl() for row in people if row.role == role]
    if work.pk:
        csl["id"] = f"work-{work.pk}"
    return {key: value for key, value in csl.items() if value}


def issue_csl(issue: Issue, *, pages: str = "") -> Csl:
    """The CSL-JSON of an issue, or of a run of its pages, for writing a reference to it."""
    csl = _journal_names(issue.journal)
    csl |= {"volume": issue.volume, "issue": issue.full_label, "page": pages, "DOI": issue.doi}
    date = _read(issue.cover_date) or (PartialDate(issue.year) if issue.year else None)
    if date:
        csl["issued"] = date.to_csl()
    return {key: value for key, value in csl.items() if value}


def name_of(contributor: Contributor) -> Name:
    """The name in a contributor's row."""
    return Name(
        family=contributor.family,
        given=contributor.given,
        particle=contributor.particle,
        suffix=contributor.suffix,
        collective=contributor.collective_name,
    )


def contributors_from(csl: Csl) -> list[Contributor]:
    """Unsaved rows for everybody the CSL-JSON names, in order."""
    rows: list[Contributor] = []
    for role, key in ROLES.items():
        for data in csl.get(key) or []:
            name = Name.from_csl(data)
            rows.append(
                Contributor(
                    position=len(rows),
                    role=role,
                    family=name.family,
                    given=name.given,
                    particle=name.particle,
                    suffix=name.suffix,
                    collective_name=name.collective,
                    orcid=str(data.get("ORCID", "")) if name.family else "",
                )
            )
    return rows


def work_values(csl: Csl) -> dict[str, str]:
    """Values for the fields of a ``Work`` that the CSL-JSON states; the journal is not among them.

    The caller finds it by ``container-title`` or ``ISSN``.
    """
    is_preprint = str(csl.get("genre", "")).lower() == "preprint"
    kind = Work.Kind.PREPRINT if is_preprint else KINDS.get(str(csl.get("type")), Work.Kind.OTHER)
    issued, online = _date(csl, "issued"), _date(csl, "available-date")
    printed = "" if kind == Work.Kind.PREPRINT or issued == online else issued
    values = {
        "kind": str(kind),
        "title": _first(csl, "title"),
        "language": _first(csl, "language"),
        "volume": _first(csl, "volume"),
        "issue_label": _first(csl, "issue"),
        "pages_raw": _first(csl, "page"),
        "article_number": "" if kind == Work.Kind.PREPRINT else _first(csl, "number"),
        "publisher": _first(csl, "publisher") if not csl.get("container-title") else "",
        "published_print": printed,
        "published_online": online,
        "posted": issued if kind == Work.Kind.PREPRINT else "",
        "doi_display": _first(csl, "DOI"),
        "pmid": _first(csl, "PMID"),
        "pmcid": _first(csl, "PMCID"),
        "url": _first(csl, "URL"),
    }
    return {name: value for name, value in values.items() if value}


def label_of(work: Work) -> IssueLabel:
    """The work's issue, supplement and part, whichever way they were given."""
    label = parse_issue_label(work.issue_label)
    return IssueLabel(label.issue, label.supplement or work.supplement, label.part or work.part)


def _container(work: Work) -> Csl:
    if work.kind == Work.Kind.PREPRINT:
        return {"publisher": work.journal.title if work.journal else work.publisher}
    return _journal_names(work.journal) if work.journal else {"publisher": work.publisher}


def _journal_names(journal: Journal) -> Csl:
    names: Csl = {
        "container-title": journal.title,
        "container-title-short": journal.plate_name,
        "publisher": journal.publisher,
        "ISSN": journal.issns[0] if journal.issns else "",
    }
    # CSL has one place for an ISSN and none for ISO 4's abbreviation.
    custom = {
        "container-title-iso4": journal.abbr_iso4,
        "ISSN-online": journal.issn_online if journal.issn_print else "",
    }
    if any(custom.values()):
        names["custom"] = {key: value for key, value in custom.items() if value}
    return names


def _place(work: Work) -> Csl:
    # "suppl" stays the word it is: a supplement may have no number.
    pages = work.pages
    return {
        "volume": work.volume,
        "issue": label_of(work).written(),
        "page": pages.full(),
        "page-first": pages.first,
        "number": work.article_number or (work.arxiv_id if work.is_preprint else ""),
    }


def _dates(work: Work) -> Csl:
    online = _read(work.published_online)
    return {
        "issued": work.published.to_csl() if work.published else None,
        "available-date": online.to_csl() if online else None,
    }


def _read(stored: str) -> PartialDate | None:
    try:
        return PartialDate.parse(stored) if stored else None
    except DateError:
        return None


def _date(csl: Csl, key: str) -> str:
    date = PartialDate.from_csl(csl.get(key))
    return str(date) if date else ""


def _first(csl: Csl, key: str) -> str:
    value = csl.get(key)
    if isinstance(value, list):
        value = value[0] if value else ""
    return " ".join(str(value).split()) if value else ""
