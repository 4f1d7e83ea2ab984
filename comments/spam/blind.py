"""The blind check of what is spam by itself: one in twenty is shown to a moderator unmarked.

Where too many of those turn out honest, nothing is spam by itself any more until somebody of the
desk says so. The others then wait for a moderator like every likely spam.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments import permissions
from comments.models import Comment
from comments.spam import estimate, memory
from comments.spam_models import SpamModel
from comments.states import State
from core import audit
from core.errors import Refused
from core.models import User

LOOKED_AT = 500
_TOLERATED = 0.02
_FEWEST = 2  # one slip of a moderator decides nothing


@dataclass(frozen=True, slots=True)
class Sample:
    """How many of the newest decisions were on the blind sample, and how many found honesty."""

    looked_at: int
    honest: int

    @property
    def is_bad(self) -> bool:
        """Whether honest comments are among them too often."""
        return self.honest >= _FEWEST and self.honest > _TOLERATED * self.looked_at


def sample(row: SpamModel) -> Sample:
    """The blind sample among the newest 500 decisions since the desk last trusted the scorer."""
    decided = Comment.objects.filter(decided_at__isnull=False)
    if row.trusted_at:
        decided = decided.filter(decided_at__gt=row.trusted_at)
    newest = decided.order_by("-decided_at", "-id").values_list("state", "reasons")[:LOOKED_AT]
    states = [state for state, reasons in newest if estimate.facts_of(reasons).get("audit")]
    return Sample(len(states), states.count(State.APPROVED))


def check(*, at: datetime) -> None:
    """Stop automatic spam if the sample is bad. Harmless where there is none."""
    row = memory.model()
    if row.spam_from is None or row.stopped_at or not sample(row).is_bad:
        return
    with transaction.atomic():
        standing = SpamModel.objects.filter(pk=row.pk, stopped_at=None)
        if standing.update(stopped_at=at, spam_from=None):
            audit.record(None, "comment.stop_spam", row, at=at)


def trust_again(*, by: User, at: datetime | None = None) -> None:
    """Let what is surely spam be marked by itself again; only decisions from now on are counted.

    Raises ``Refused`` without the right.
    """
    if not permissions.may_moderate(by):
        raise Refused(_("Deciding on comments is not among your rights."))
    at = at or timezone.now()
    with transaction.atomic():
        row = memory.model()
        stopped = SpamModel.objects.filter(pk=row.pk, stopped_at__isnull=False)
        if stopped.update(stopped_at=None, trusted_at=at):
            audit.record(by, "comment.trust_scorer", row, at=at)
    memory.draw_lines()
