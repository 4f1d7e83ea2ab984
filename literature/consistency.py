"""Compares what a story cites: does each study stand in the issue it is cited with?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from literature.csl import label_of
from literature.issue_labels import issue_key
from literature.models import Issue, Work
from literature.pages import Pages, PagesError, parse_pages

W_ISSUE_MISMATCH = "W-ISSUE-MISMATCH"


class IssueCitation(Protocol):
    """A citation of an issue, or of a run of its pages."""

    @property
    def issue(self) -> Issue | None: ...

    @property
    def pages_raw(self) -> str: ...


@dataclass(frozen=True)
class Mismatch:
    """A work that does not stand where the cited issue says.

    ``differs`` names what disagrees: volume, issue, pages. Only what is known on both sides is
    compared, and pages only where both are numbers of one kind.
    """

    work: Work
    issue: Issue
    issue_pages: str
    differs: tuple[str, ...]
    code: str = W_ISSUE_MISMATCH

    @property
    def message(self) -> str:
        """The fact in a sentence for the editor."""
        return _("“%(title)s” stands in %(where)s, not in the cited %(cited)s.") % {
            "title": self.work.title_plain,
            "where": place_in_words(
                self.work.volume, label_of(self.work).written(), self.work.pages.full("–")
            ),
            "cited": place_in_words(
                self.issue.volume, self.issue.full_label, self.issue_pages.replace("-", "–")
            ),
        }


def issue_mismatches(
    works: Iterable[Work], issue_citations: Sequence[IssueCitation]
) -> list[Mismatch]:
    """Find the works that fit none of the cited issues of their own journal.

    ``works`` come with their journal, ``issue_citations`` with their issue and its journal; no
    query is made. A work of a journal of which no issue is cited is nobody's business here.
    """
    found = []
    for work in works:
        compared = [
            _compared(work, citation.issue, citation.pages_raw)
            for citation in issue_citations
            if citation.issue is not None
            and work.journal_id is not None
            and citation.issue.journal_id == work.journal_id
        ]
        if compared and all(mismatch.differs for mismatch in compared):
            found.append(min(compared, key=lambda mismatch: len(mismatch.differs)))
    return found


def place_in_words(volume: str, label: str, pages: str) -> str:
    """Volume, issue and pages in words, as far as they are known."""
    parts = [
        _("volume %s") % volume if volume else "",
        _("issue %s") % label if label else "",
        _("pages %s") % pages if pages else "",
    ]
    return ", ".join(filter(None, parts))


def _compared(work: Work, issue: Issue, pages_raw: str) -> Mismatch:
    scope = _pages(pages_raw) if pages_raw else issue.pages
    checks = {
        "volume": _differ(work.volume, issue.volume),
        "issue": _differ(label_of(work).written(), issue.full_label),
        # Pages begin anew in every volume, so they say something only within one.
        "pages": work.volume == issue.volume and work.pages.within(scope) is False,
    }
    differs = tuple(name for name, is_different in checks.items() if is_different)
    return Mismatch(work, issue, scope.full(), differs)


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and issue_key(one) != issue_key(other)


def _pages(raw: str) -> Pages:
    try:
        return parse_pages(raw)
    except PagesError:
        return Pages("unparsed", raw=raw)
