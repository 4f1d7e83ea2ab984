"""How the desk does with comments, from the newest decisions: nothing here counts a table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Sum

from comments import waiting
from comments.models import Comment, Decision
from comments.reasons import Reason
from comments.spam import blind, estimate, memory, rules
from comments.spam.scoring import COLD, ENOUGH_HAM, ENOUGH_SPAM
from comments.spam_models import RuleTally
from comments.states import State

LOOKED_AT = 500
MONTH = timedelta(days=30)
_ENOUGH, _TOO_OFTEN = 20, 0.5


@dataclass(frozen=True, slots=True)
class Desk:
    """The newest decisions in numbers."""

    decisions: int
    last_day: int
    usual_wait: timedelta | None
    queue_age: timedelta | None
    undone: int
    by_state: list[tuple[str, int]]
    by_reason: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Health:
    """How often moderators agreed where one rule had spoken, in thirty days."""

    code: str
    says: str
    confirmed: int
    overturned: int
    is_off: bool

    @property
    def spoke(self) -> int:
        return self.confirmed + self.overturned

    @property
    def is_switchable(self) -> bool:
        return bool(rules.says(self.code))

    @property
    def overturn_rate(self) -> int:
        """Out of a hundred."""
        return round(100 * self.overturned / self.spoke) if self.spoke else 0

    @property
    def is_doubtful(self) -> bool:
        """Whether it is wrong more often than right, with enough cases to say so."""
        return self.spoke >= _ENOUGH and self.overturned > _TOO_OFTEN * self.spoke


@dataclass(frozen=True, slots=True)
class Scorer:
    """How far the scorer is with learning, and how the blind sample went."""

    spam: int
    ham: int
    needed: int
    likely_from: float
    spam_from: float | None
    audited: int
    audited_ham: int
    stopped_at: datetime | None


def desk(*, at: datetime) -> Desk:
    """The newest 500 decisions of persons, and how long the queue has waited."""
    newest = list(Decision.objects.exclude(by_name="").order_by("-at", "-id")[:LOOKED_AT])
    waited = list(Comment.objects.held().values_list("created_at", flat=True)[:LOOKED_AT])
    states = Counter(decision.to_state for decision in newest if decision.undoes_id is None)
    reasons = Counter(decision.reason_code for decision in newest if decision.reason_code)
    return Desk(
        decisions=len(newest),
        last_day=sum(decision.at > at - timedelta(days=1) for decision in newest),
        usual_wait=waiting.usual_wait(),
        queue_age=timedelta(seconds=median((at - since).total_seconds() for since in waited))
        if waited
        else None,
        undone=sum(decision.undoes_id is not None for decision in newest),
        by_state=[(str(State(state).label), count) for state, count in states.most_common()],
        by_reason=[(str(Reason(code).label), count) for code, count in reasons.most_common()],
    )


def health(*, at: datetime) -> list[Health]:
    """The rules that spoke in thirty days, the most doubtful first."""
    off = memory.switched_off(memory.model())
    rows = RuleTally.objects.filter(day__gt=(at - MONTH).date()).order_by().values("code")
    sums = {row["code"]: row for row in rows.annotate(c=Sum("confirmed"), o=Sum("overturned"))}
    found = []
    for code in {*sums, *off}:
        row = sums.get(code, {"c": 0, "o": 0})
        says = rules.says(code) or estimate.name(code)
        found.append(Health(code, says, row["c"], row["o"], is_off=code in off))
    return sorted(found, key=lambda one: (-one.overturn_rate, -one.spoke, one.code))


def scorer() -> Scorer:
    """What the scorer learned, its lines, and the blind sample among the newest decided."""
    row = memory.model()
    seen = blind.sample(row)
    needed = COLD if row.ham < COLD else ENOUGH_HAM
    return Scorer(
        spam=row.spam,
        ham=row.ham,
        needed=needed if row.ham < ENOUGH_HAM or row.spam < ENOUGH_SPAM else 0,
        likely_from=row.likely_from,
        spam_from=row.spam_from,
        audited=seen.looked_at,
        audited_ham=seen.honest,
        stopped_at=row.stopped_at,
    )
