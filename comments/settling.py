"""The ten seconds in which a decision can be taken back before anything leaves the building.

A decision waits in a table, one row for each comment; undoing it replaces the row. What stands
when the time is over is learned from and announced.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from articles.signals import announce
from comments.desk_models import Settling
from comments.models import Comment, Decision
from comments.signals import decision_settled
from comments.spam import blind, memory

UNDO = timedelta(seconds=10)
AT_ONCE = 500


def wait(decision: Decision) -> None:
    """Let ``decision`` wait; one that waited for the same comment gives way to it."""
    due = {"decision": decision, "due_at": decision.at + UNDO}
    Settling.objects.update_or_create(comment_id=decision.comment_id, defaults=due)


def settle(at: datetime) -> int:
    """Let what stood long enough take effect; returns how many decisions that were."""
    due = Settling.objects.filter(due_at__lte=at).order_by("due_at", "pk")
    settled = [_settle(row, at=at) for row in due[:AT_ONCE]]
    if any(settled):
        memory.draw_lines()
        blind.check(at=at)
    return sum(settled)


def _settle(row: Settling, *, at: datetime) -> bool:
    with transaction.atomic():
        # Only the one who deletes the row as it was goes on; a newer decision keeps it.
        mine, _each = Settling.objects.filter(pk=row.pk, decision=row.decision_id).delete()
        if not mine:
            return False
        memory.reconcile(Comment.objects.get(pk=row.comment_id), at=at)
        if row.decision.undoes_id is None:
            announce(decision_settled, sender=Decision, decision_id=row.decision_id)
        return True
