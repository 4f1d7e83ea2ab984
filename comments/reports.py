"""Readers' reports: each asks to look again, many of them hide a comment until somebody does.

A report weighs what its reporter's earlier ones were worth. Comments of the newsroom and comments
that a moderator let stand after reports are never hidden by reports alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comments import moderation
from comments.models import Comment, Decision, Report
from comments.spam import memory, reported
from comments.states import State
from core import audit
from core.errors import Refused
from core.pages.watch import exactly

HIDES_AT = 3.0
PER_DAY = 10
REMEMBERED = 20
_OURS = frozenset({Comment.Badge.NEWSROOM, Comment.Badge.AUTHOR})


@dataclass(frozen=True, slots=True)
class Reported:
    """The reports on one comment that nobody has decided on: how many, their weight, why."""

    count: int = 0
    weight: float = 0
    whys: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def report(
    comment: Comment,
    *,
    why: str,
    note: str,
    reporter: str,
    earlier: tuple[str, ...] = (),
    at: datetime,
) -> Report:
    """Keep one reader's report on a visible comment; the second of the same reader is the first.

    ``reporter`` is the keyed hash of the network, ``earlier`` what it was under the keys of the
    months before. Raises ``Refused`` with a sentence.
    """
    if not comment.is_visible:
        raise Refused(_("This comment is not on the page any more."))
    if why not in Report.Why.values:
        raise Refused(_("Choose what is wrong with it."), field="why")
    theirs = Report.objects.filter(reporter__in=[reporter, *earlier])
    if first := theirs.filter(comment=comment).first():
        return first
    recent = theirs.filter(at__gt=at - timedelta(hours=24))
    if recent.exclude(comment=comment)[:PER_DAY].count() >= PER_DAY:
        raise Refused(_("That is many reports for one day. A moderator reads those first."))
    with transaction.atomic():
        kept, is_new = Report.objects.get_or_create(
            comment=comment,
            reporter=reporter,
            defaults={
                "why": why,
                "note": note[:500],
                "at": at,
                "weight": weight_of(reporter, *earlier),
            },
        )
        if is_new:
            memory.take_back_quiet(comment.pk)
            _add(comment, kept.weight, at=at)
        return kept


def weight_of(*reporter: str) -> float:
    """Between nearly 0 and 2, by how often moderators agreed with the reporter of these hashes; 1
    at first."""
    decided = Report.objects.filter(reporter__in=reporter, upheld__isnull=False)
    known = list(decided.order_by("-at").values_list("upheld", flat=True)[:REMEMBERED])
    return 2 * (sum(map(bool, known)) + 1) / (len(known) + 2)


def waiting_on(numbers: list[int]) -> dict[int, Reported]:
    """What was reported about these comments and is still open, by number; one query."""
    found: dict[int, list[Report]] = {}
    for row in Report.objects.filter(comment__in=numbers, upheld__isnull=True).order_by("pk"):
        found.setdefault(row.comment_id, []).append(row)
    return {number: _together(rows) for number, rows in found.items()}


def close(decision: Decision) -> int:
    """Settle the open reports on a comment by a moderator's word; returns how many there were."""
    open_ones = Report.objects.filter(comment=decision.comment_id, upheld__isnull=True)
    if decision.to_state not in {State.APPROVED, State.REJECTED, State.SPAM}:
        return 0
    with transaction.atomic(), exactly():
        stands = decision.to_state == State.APPROVED
        settled = open_ones.update(upheld=not stands)
        if settled:
            rows = Comment.objects.filter(pk=decision.comment_id)
            rows.update(reports_weight=0, reports_settled=stands)
        return settled


def _add(comment: Comment, weight: float, *, at: datetime) -> None:
    with exactly():
        Comment.objects.filter(pk=comment.pk).update(reports_weight=F("reports_weight") + weight)
    current = Comment.objects.get(pk=comment.pk)
    is_spared = current.reports_settled or current.badge in _OURS
    if current.reports_weight < HIDES_AT or is_spared or not current.is_visible:
        return
    found = waiting_on([current.pk]).get(current.pk, Reported())
    reason = {"code": reported.CODE, "count": found.count, "whys": found.whys}
    kept = [one for one in current.reasons if one.get("code") != reported.CODE]
    with exactly():
        Comment.objects.filter(pk=current.pk).update(reasons=[reason, *kept])
    moderation.decide(current, State.HELD, by=None, version=current.version, at=at)
    audit.record(None, "comment.report_hold", current, data={"weight": current.reports_weight})


def _together(rows: list[Report]) -> Reported:
    whys = Counter(row.get_why_display() for row in rows)
    return Reported(
        count=len(rows),
        weight=sum(row.weight for row in rows),
        whys=[str(why) for why, _count in whys.most_common()],
        notes=[row.note for row in rows if row.note],
    )
