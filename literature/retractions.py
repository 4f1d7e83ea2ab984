"""What became of a work: who reported it, what holds, what readers are told, what is to be done.

A notice holds once two sources report it or an editor confirms it. What readers are told grows
worse by itself and better only by an editor's word. Readers' pages ask the work, so they tell it
in the moment it is recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.errors import Refused
from core.models import User
from core.pages.watch import exactly
from literature import permissions, signals
from literature.cleaning import normal
from literature.dates import normalise_date
from literature.identifiers import read_doi
from literature.models import RetractionNotice, Work
from literature.sources.description import Report

Kind, State, Status = RetractionNotice.Kind, RetractionNotice.State, Work.Status
DESK = "manual"
COLUMNS = ("status", "status_date", "notice_doi", "notice_url")
# What a notice that holds makes of a work, and how grave that is. A later reinstatement ends it.
STANDINGS = {
    Kind.RETRACTION: Status.RETRACTED,
    Kind.WITHDRAWAL: Status.WITHDRAWN,
    Kind.PARTIAL_RETRACTION: Status.CONCERN,
    Kind.CONCERN: Status.CONCERN,
    Kind.CORRECTION: Status.CORRECTED,
    Kind.REINSTATEMENT: Status.NONE,
}
GRAVITY = [Status.NONE, Status.CORRECTED, Status.CONCERN, Status.WITHDRAWN, Status.RETRACTED]


@dataclass(frozen=True)
class Standing:
    """What readers are to be told of a work, and the notice that says so."""

    status: str
    notice: RetractionNotice | None = None


def record(work: Work, reports: Iterable[Report], *, at: datetime) -> list[RetractionNotice]:
    """Write down what sources report about a work; returns the notices that are new or stronger.

    The same notice by several sources is one row. A notice that an editor set aside stays so.
    """
    reports = list(reports)
    if not reports:
        return []
    with transaction.atomic():
        changed = [notice for report in reports if (notice := _note(work, report, at=at))]
        if changed:
            found = standing_of(work)
            if GRAVITY.index(Status(found.status)) > GRAVITY.index(Status(work.status)):
                _tell(work, found, by=None, at=at)
    return changed


def standing_of(work: Work) -> Standing:
    """What the notices that hold come to, in the order of their dates."""
    standing = Standing(Status.NONE)
    for notice in sorted(filter(_holds, _notices(work)), key=_order):
        status = STANDINGS[Kind(notice.kind)]
        if status == Status.NONE:
            standing = Standing(Status.NONE, notice)
        elif GRAVITY.index(status) >= GRAVITY.index(Status(standing.status)):
            standing = Standing(status, notice)
    return standing


def confirm(
    notice: RetractionNotice, *, by: User, at: datetime | None = None, kind: str = ""
) -> None:
    """Let a notice hold by an editor's word, perhaps as another kind than was reported."""
    if kind and kind not in Kind.values:
        raise Refused(_("Choose what kind of notice it is."), field="kind")
    _decide(notice, State.CONFIRMED, by=by, at=at, reason="", kind=kind or notice.kind)


def set_aside(
    notice: RetractionNotice, *, by: User, reason: str, at: datetime | None = None
) -> None:
    """Let a notice hold no more, with the reason; this alone takes a banner down."""
    if not reason.strip():
        raise Refused(_("Say why, so that others can follow the decision."), field="reason")
    _decide(notice, State.DISMISSED, by=by, at=at, reason=reason.strip(), kind=notice.kind)


def close(notice: RetractionNotice, *, by: User, at: datetime | None = None) -> None:
    """Take a notice off the desk: its stories are handled. Refused before somebody decided."""
    _refuse_stranger(by)
    if notice.state == State.REPORTED:
        raise Refused(_("Confirm the notice or set it aside first."))
    with transaction.atomic():
        rows = RetractionNotice.objects.filter(pk=notice.pk, closed_at=None)
        if rows.update(closed_at=at or timezone.now()):
            audit.record(by, "notice.close", notice.work, data={"notice": notice.pk})


def add_by_hand(
    work: Work, report: Report, *, by: User, at: datetime | None = None
) -> RetractionNotice:
    """Record a notice that an editor read, which holds at once; raises Refused with the field."""
    _refuse_stranger(by)
    at = at or timezone.now()
    with transaction.atomic():
        _note(work, report, at=at)
        notice = _known(work, report)
        if notice is None:
            raise Refused(_("This notice could not be recorded."))
        confirm(notice, by=by, at=at)
    return notice


def checked_report(*, kind: str, doi: str, url: str, date: str, reason: str) -> Report:
    """A report as an editor typed it, in normal form; raises Refused with the field."""
    if kind not in Kind.values:
        raise Refused(_("Choose what kind of notice it is."), field="kind")
    typed = RetractionNotice(notice_doi=doi, noticed_on=date)
    return Report(
        kind,
        DESK,
        notice_doi=normal(typed, "notice_doi", lambda text: read_doi(text).key),
        date=normal(typed, "noticed_on", normalise_date),
        url=url,
        reason=reason,
    )


def to_handle() -> QuerySet[RetractionNotice]:
    """The notices that wait for an editor, the oldest first: the desk's task list."""
    rows = RetractionNotice.objects.filter(closed_at=None)
    return rows.select_related("work__journal").defer("work__csl").order_by("recorded_at", "id")


def _note(work: Work, report: Report, *, at: datetime) -> RetractionNotice | None:
    notice = _known(work, report)
    if notice is None:
        notice = RetractionNotice(work=work, kind=report.kind, checked_at=at, recorded_at=at)
    elif report.source in notice.sources:
        RetractionNotice.objects.filter(pk=notice.pk).update(checked_at=at)
        return None
    notice.checked_at = at
    notice.notice_doi = notice.notice_doi or report.notice_doi[:200]
    notice.notice_pmid = notice.notice_pmid or report.notice_pmid
    notice.noticed_on = notice.noticed_on or report.date
    notice.url = notice.url or report.url[:500]
    notice.reason = notice.reason or report.reason
    notice.sources = [*notice.sources, report.source]
    evidence = {"source": report.source, "date": report.date, "record": report.record}
    notice.evidence = [*notice.evidence, evidence | {"at": at.isoformat()}]
    notice.save()
    facts = {"kind": report.kind, "source": report.source, "doi": report.notice_doi}
    audit.record(None, "notice.report", work, data=facts, at=at)
    return notice


def _known(work: Work, report: Report) -> RetractionNotice | None:
    # The publisher and Retraction Watch name one DOI; PubMed often names a number alone.
    rows = [row for row in _notices(work) if _original_kind(row) == report.kind]
    for row in rows:
        if report.notice_doi and row.notice_doi == report.notice_doi:
            return row
        if report.notice_pmid and row.notice_pmid == report.notice_pmid:
            return row
    unnamed = [row for row in rows if not (row.notice_doi and report.notice_doi)]
    return unnamed[0] if len(unnamed) == 1 else None


def _original_kind(notice: RetractionNotice) -> str:
    """The kind that was reported, also where an editor read the notice as another."""
    first = notice.evidence[0] if notice.evidence else {}
    return str(first.get("kind") or notice.kind)


def _notices(work: Work) -> QuerySet[RetractionNotice]:
    """As they are now, whatever was read before."""
    return RetractionNotice.objects.filter(work=work)


def _holds(notice: RetractionNotice) -> bool:
    return notice.holds


def _order(notice: RetractionNotice) -> tuple[str, bool, int]:
    day = notice.noticed_on or notice.recorded_at.date().isoformat()
    return day, notice.kind == Kind.REINSTATEMENT, notice.pk


def _decide(
    notice: RetractionNotice,
    state: str,
    *,
    by: User,
    at: datetime | None,
    reason: str,
    kind: str,
) -> None:
    _refuse_stranger(by)
    at = at or timezone.now()
    was = notice.kind
    with transaction.atomic():
        if kind != was and notice.evidence:
            notice.evidence = [{"kind": was} | notice.evidence[0], *notice.evidence[1:]]
        notice.state, notice.kind, notice.decision_note = state, kind, reason[:500]
        notice.decided_by, notice.decided_at, notice.closed_at = by, at, None
        notice.save()
        work = Work.objects.get(pk=notice.work_id)
        notice.work = work
        facts = {"kind": kind, "was": was, "sources": notice.sources}
        audit.record(by, f"notice.{state}", work, reason=reason, data=facts, at=at)
        _tell(work, standing_of(work), by=by, at=at)


def _refuse_stranger(by: User) -> None:
    if not permissions.may_decide_notice(by):
        raise Refused(_("Deciding on notices is not among your rights."))


def _tell(work: Work, standing: Standing, *, by: User | None, at: datetime) -> None:
    """Write what readers are told, when that is something else than before."""
    notice = standing.notice
    was = work.status
    values = {
        "status": standing.status,
        "status_date": notice.noticed_on if notice else "",
        "notice_doi": notice.notice_doi if notice else "",
        "notice_url": notice.url if notice else "",
    }
    if all(getattr(work, name) == values[name] for name in COLUMNS):
        return
    for name, value in values.items():
        setattr(work, name, value)
    work.standing_at = at
    # Saved, not updated, so that whatever keeps pages forgets those of this work.
    work.save(update_fields=[*COLUMNS, "standing_at", "updated_at"])
    with exactly():
        Work.objects.filter(pk=work.pk).update(version=F("version") + 1)
    work.version += 1
    facts = {"from": was, "to": standing.status, "notice": notice.pk if notice else None}
    audit.record(by, "work.standing", work, data=facts, at=at)
    signals.announce(work, notice, was=was)
