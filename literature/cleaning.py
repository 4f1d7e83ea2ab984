"""Turns what was typed into a form or came with a file into the one normal form, or refuses."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from core import html, text
from core.errors import Refused
from literature.dates import DateError, normalise_date
from literature.identifiers import (
    IdentifierError,
    normalise_arxiv,
    normalise_issn,
    normalise_orcid,
    normalise_pmcid,
    normalise_pmid,
    read_doi,
)
from literature.models import Contributor, Issue, Journal, Work
from literature.models.paged import Paged
from literature.pages import PagesError, parse_pages


def clean_work(work: Work) -> None:
    """Bring a work's own columns into their normal form; raises Refused with the field's name."""
    work.title = html.clean(" ".join(work.title.split()), "title")
    work.title_plain = text.plain(work.title)
    if not work.title_plain:
        raise Refused(_("A work needs a title."), field="title")
    work.doi_display = normal(work, "doi_display", lambda typed: read_doi(typed).display)
    work.doi = work.doi_display.lower()
    work.notice_doi = normal(work, "notice_doi", lambda typed: read_doi(typed).key)
    work.pmid = normal(work, "pmid", normalise_pmid)
    work.pmcid = normal(work, "pmcid", normalise_pmcid)
    work.arxiv_id = normal(work, "arxiv_id", normalise_arxiv)
    for name in ("published_print", "published_online", "posted", "status_date"):
        setattr(work, name, normal(work, name, normalise_date))
    clean_pages(work)
    if work.page_kind == "unpaginated" and work.article_number:
        work.page_kind, work.page_first = "elocator", work.article_number[:20]


def clean_issue(issue: Issue) -> None:
    """Bring an issue's own columns into their normal form; raises Refused with the field's name."""
    issue.doi = normal(issue, "doi", lambda typed: read_doi(typed).key)
    for name in ("cover_date", "published_online"):
        setattr(issue, name, normal(issue, name, normalise_date))
    clean_pages(issue)


def clean_journal(journal: Journal) -> None:
    """Bring a journal's numbers into their normal form; raises Refused with the field's name."""
    journal.title = " ".join(journal.title.split())
    for name in ("issn_print", "issn_online", "issn_l"):
        setattr(journal, name, normal(journal, name, normalise_issn))


def clean_contributor(row: Contributor) -> None:
    """Bring a contributor's ORCID iD into its normal form; raises Refused."""
    row.orcid = normal(row, "orcid", normalise_orcid)


def clean_pages(row: Paged) -> None:
    """Read the printed pages into the page columns; raises Refused when they run backwards."""
    try:
        pages = parse_pages(row.pages_raw)
    except PagesError as error:
        raise Refused(str(error), field="pages_raw") from error
    row.pages_raw = pages.raw
    row.page_kind = pages.kind
    row.page_first, row.page_last = pages.first[:20], pages.last[:20]


def normal(row: object, name: str, normalise: Callable[[str], str]) -> str:
    """The normal form of one field's text; empty for empty; raises Refused with the reason."""
    typed = str(getattr(row, name) or "").strip()
    try:
        return normalise(typed) if typed else ""
    except (IdentifierError, DateError) as error:
        raise Refused(str(error), field=name) from error
