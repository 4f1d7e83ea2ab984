"""Keeps issues: one row for one issue, however its number is written."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core import audit
from core.errors import Refused
from core.models import User
from core.text import slugify
from literature.cleaning import clean_issue
from literature.issue_labels import IssueLabel, issue_key, parse_issue_label
from literature.models import Issue, Journal

# An article that came online in December may stand in next year's first issue.
YEARS_APART = 1


def find_issue(
    journal: Journal,
    *,
    year: int | None,
    volume: str,
    issue_label: str,
    supplement: str = "",
    part: str = "",
) -> Issue | None:
    """Find an issue by its numbers; 3/4, 3-4 and "3 and 4" are one.

    Where the volume is known the year may be missing or one off; otherwise it must agree.
    """
    label = _label(issue_label, supplement, part)
    numbered = Issue.objects.filter(
        journal=journal,
        volume__iexact=volume.strip(),
        issue_key=issue_key(label.issue),
        supplement__iexact=label.supplement,
        part__iexact=label.part,
    )
    if not volume.strip():
        return numbered.filter(year=year).first()
    rows = sorted(numbered[:20], key=lambda row: _distance(row.year, year))
    return rows[0] if rows and _distance(rows[0].year, year) <= YEARS_APART else None


def find_or_create_issue(
    journal: Journal,
    *,
    year: int | None,
    volume: str,
    issue_label: str,
    supplement: str = "",
    part: str = "",
    by: User | None,
) -> Issue:
    """Give the issue with these numbers, adding it to the library when it is not there yet.

    Raises Refused when neither volume nor number nor year is known.
    """
    with transaction.atomic():
        known = find_issue(
            journal,
            year=year,
            volume=volume,
            issue_label=issue_label,
            supplement=supplement,
            part=part,
        )
        if known is not None:
            return known
        label = _label(issue_label, supplement, part)
        issue = Issue(
            journal=journal,
            year=year,
            volume=volume.strip(),
            issue_label=label.issue,
            supplement=label.supplement,
            part=label.part,
        )
        return save_issue(issue, by=by)


def save_issue(issue: Issue, *, by: User | None) -> Issue:
    """Write an issue with its key, address and pages in step, and log it.

    Raises Refused when a date, DOI or page range is wrong, or when the issue is there already.
    """
    label = _label(issue.issue_label, issue.supplement, issue.part)
    issue.issue_label, issue.supplement, issue.part = label.issue, label.supplement, label.part
    issue.volume = issue.volume.strip()
    issue.issue_key = issue_key(label.issue)
    clean_issue(issue)
    _refuse_nameless(issue)
    _refuse_twin(issue)
    is_new = issue.pk is None
    with transaction.atomic():
        issue.path = _path(issue)
        issue.save()
        audit.record(by, "issue.add" if is_new else "issue.change", issue)
    return issue


def _label(issue_label: str, supplement: str, part: str) -> IssueLabel:
    label = parse_issue_label(issue_label)
    return IssueLabel(
        label.issue, label.supplement or supplement.strip(), label.part or part.strip()
    )


def _distance(one: int | None, other: int | None) -> int:
    return abs(one - other) if one and other else 0


def _refuse_nameless(issue: Issue) -> None:
    if not (issue.volume or issue.issue_key or issue.supplement or issue.part or issue.year):
        raise Refused(_("An issue needs a volume, a number or a year."), field="volume")


def _refuse_twin(issue: Issue) -> None:
    twin = Issue.objects.filter(
        journal=issue.journal,
        year=issue.year,
        volume=issue.volume,
        issue_key=issue.issue_key,
        supplement=issue.supplement,
        part=issue.part,
    ).exclude(pk=issue.pk)
    if twin.exists():
        raise Refused(
            _("%(issue)s is already in the library.") % {"issue": issue}, field="issue_label"
        )
    named = Issue.objects.filter(doi=issue.doi).exclude(pk=issue.pk) if issue.doi else None
    if named is not None and named.exists():
        raise Refused(_("Another issue has this DOI."), field="doi")


def _path(issue: Issue) -> str:
    # Two words for the address: volume (or year), and number with supplement and part.
    volume = slugify(issue.volume, 40) or str(issue.year or "-")
    supplement = "" if issue.supplement.lower() == "suppl" else issue.supplement
    words = [
        issue.issue_key,
        f"suppl {supplement}" if issue.supplement else "",
        f"part {issue.part}" if issue.part else "",
    ]
    path = f"{volume}/{slugify(' '.join(words), 60) or 'all'}"
    taken = set(
        Issue.objects.filter(Q(path=path) | Q(path__startswith=f"{path}-"), journal=issue.journal)
        .exclude(pk=issue.pk)
        .values_list("path", flat=True)
    )
    spare = [path, f"{path}-{issue.year}", *(f"{path}-{issue.year}-{n}" for n in range(2, 99))]
    return next(candidate for candidate in spare if candidate not in taken)
