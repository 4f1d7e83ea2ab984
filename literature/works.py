"""Keeps works: one row for one paper, with its reference data in step."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.errors import Refused, Stale
from core.models import AuditEntry, User
from literature.cleaning import clean_contributor, clean_work
from literature.csl import label_of, work_csl
from literature.issues import find_or_create_issue
from literature.models import Contributor, Issue, Work

# Columns a person fills in; the log names those that changed.
STATED = (
    *("kind", "title", "subtitle", "language", "journal_id", "volume", "issue_label"),
    *("pages_raw", "article_number", "publisher", "published_print", "published_online", "posted"),
    *("doi_display", "pmid", "pmcid", "arxiv_id", "url", "review_status", "study_design"),
    *("study_note", "subject", "subject_note", "sample_size", "sample_note", "funding"),
    *("interests", "status", "status_date", "notice_doi", "notice_url"),
)
IDENTIFIERS = {
    "doi": ("doi_display", gettext_lazy("DOI")),
    "pmid": ("pmid", gettext_lazy("PMID")),
    "pmcid": ("pmcid", gettext_lazy("PMCID")),
    "arxiv_id": ("arxiv_id", gettext_lazy("arXiv number")),
}


def save_work(
    work: Work, *, contributors: Sequence[Contributor] | None = None, by: User | None
) -> Work:
    """Write a work with everything that follows from it, and log it.

    Cleans the title, normalises identifiers and dates, reads the pages, finds or adds the issue,
    replaces the contributors when they are given (unsaved rows, in order), and keeps the CSL-JSON
    in step. ``work.version`` must be the version that was read. Raises Refused with the field for
    what cannot be kept, and Stale when somebody else saved in the meantime.
    """
    clean_work(work)
    for row in contributors or ():
        clean_contributor(row)
    _refuse_twin(work)
    try:
        return _write(work, contributors, by=by)
    except IntegrityError as error:
        # Two people added the same paper in one moment; the other one is there now.
        _refuse_twin(work)
        raise Refused(_("This work clashes with another one in the library.")) from error


def _write(work: Work, contributors: Sequence[Contributor] | None, *, by: User | None) -> Work:
    with transaction.atomic():
        is_new = work.pk is None
        changed = [] if is_new else _claim(work)
        if "status" in changed:
            work.standing_at = timezone.now()
        work.issue = _issue_of(work, by=by)
        work.save()
        if contributors is not None:
            _replace(work, contributors, is_new=is_new)
        refresh_csl(work, contributors)
        act = "work.add" if is_new else "work.change"
        audit.record(by, act, work, data={"changed": changed} if changed else None)
    return work


def prepare(work: Work, contributors: Sequence[Contributor], *, by: User | None) -> None:
    """Bring a new work into the form in which ``add_all`` writes it; may add its issue.

    Raises Refused with the field for what cannot be kept.
    """
    clean_work(work)
    for row in contributors:
        clean_contributor(row)
    work.issue = _issue_of(work, by=by)


def add_all(drafts: Sequence[tuple[Work, Sequence[Contributor]]], *, by: User | None) -> None:
    """Write many new works that were prepared, with their contributors, and log each.

    Raises IntegrityError when one of them is in the library already; then none is written.
    """
    works = [work for work, _people in drafts]
    with transaction.atomic():
        Work.objects.bulk_create(works)
        people: list[Contributor] = []
        for work, rows in drafts:
            for position, row in enumerate(rows):
                row.work, row.position = work, position
            people += rows
            work.csl = work_csl(work, rows)
        Contributor.objects.bulk_create(people)
        Work.objects.bulk_update(works, ["csl"])
        audit.record_all(by, "work.add", works)


def column_of(name: str) -> models.Field:
    """A column of works by its name, for its label, its length and its choices."""
    column = Work._meta.get_field(name)
    assert isinstance(column, models.Field)  # noqa: S101 - a relation of another room is none
    return column


def refresh_csl(work: Work, contributors: Sequence[Contributor] | None = None) -> None:
    """Write the CSL-JSON anew from the work and its contributors, by default those stored."""
    work.csl = work_csl(work, work.contributors.all() if contributors is None else contributors)
    Work.objects.filter(pk=work.pk).update(csl=work.csl)


def saved_by(work: Work) -> str:
    """The name of who saved a work last, empty when the log does not say."""
    entries = AuditEntry.objects.filter(object_type="literature.work", object_id=str(work.pk))
    return entries.order_by("-id").values_list("actor_name", flat=True).first() or ""


def find_twin(work: Work) -> tuple[str, Work] | None:
    """Another work with one of this work's identifiers, and the name of that identifier."""
    for column in IDENTIFIERS:
        value = getattr(work, column)
        twin = value and Work.objects.filter(**{column: value}).exclude(pk=work.pk).first()
        if twin:
            return column, twin
    return None


def _refuse_twin(work: Work) -> None:
    found = find_twin(work)
    if found:
        field, name = IDENTIFIERS[found[0]]
        raise Refused(
            _("“%(title)s” in the library has this %(name)s already.")
            % {"title": found[1], "name": name},
            field=field,
        )


def _claim(work: Work) -> list[str]:
    # The version is compared in the database, so that of two savers one is told.
    stored = Work.objects.filter(pk=work.pk).first()
    taken = Work.objects.filter(pk=work.pk, version=work.version).update(version=F("version") + 1)
    if stored is None or not taken:
        raise Stale(
            _("Somebody else saved this work while you were writing. Yours is not saved yet."),
            current=stored.version if stored else 0,
        )
    work.version += 1
    return [name for name in STATED if getattr(stored, name) != getattr(work, name)]


def _issue_of(work: Work, *, by: User | None) -> Issue | None:
    label = label_of(work)
    work.supplement, work.part = label.supplement, label.part
    if not work.journal or work.is_preprint or not (label.issue or label.is_supplement):
        return None
    return find_or_create_issue(
        work.journal,
        year=work.year,
        volume=work.volume,
        issue_label=label.issue,
        supplement=label.supplement,
        part=label.part,
        by=by,
    )


def _replace(work: Work, contributors: Sequence[Contributor], *, is_new: bool) -> None:
    if not is_new:
        kept = [row.pk for row in contributors if row.pk]
        work.contributors.exclude(pk__in=kept).delete()
    for position, row in enumerate(contributors):
        row.work, row.position = work, position
        if row.pk:
            row.save()
    Contributor.objects.bulk_create(row for row in contributors if not row.pk)
