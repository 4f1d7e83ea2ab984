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
from comments.spam import blind, estimate, memory, objections, rules
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
    fired: int = 0
    # Said to be wrong by a moderator: in all, on comments that count as overturned anyway, and on
    # such as count as confirmed.
    wrong: int = 0
    wrong_approved: int = 0
    wrong_spam: int = 0

    @property
    def against(self) -> int:
        """On how many comments it was wrong, each counted once."""
        return self.overturned + self.wrong - self.wrong_approved

    @property
    def spoke(self) -> int:
        """On how many comments a person had a say about it."""
        undecided = self.wrong - self.wrong_approved - self.wrong_spam
        return self.confirmed + self.overturned + undecided

    @property
    def is_switchable(self) -> bool:
        return bool(rules.says(self.code))

    @property
    def overturn_rate(self) -> int:
        """Out of a hundred."""
        return round(100 * self.against / self.spoke) if self.spoke else 0

    @property
    def is_doubtful(self) -> bool:
        """Whether it is wrong more often than right, with enough cases to say so."""
        return self.spoke >= _ENOUGH and self.against > _TOO_OFTEN * self.spoke


@dataclass(frozen=True, slots=True)
class Scorer:
    """How far the scorer is with learning, and how the blind sample went."""

    spam: int
    ham: int  # approved by a moderator
    quiet: int  # published, and unreported for a week
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
    summed = rows.annotate(c=Sum("confirmed"), o=Sum("overturned"), f=Sum("fired"))
    sums = {row["code"]: row for row in summed}
    wrong = objections.counted(since=at - MONTH)
    found = []
    for code in {*sums, *off, *wrong}:
        row = sums.get(code, {"c": 0, "o": 0, "f": 0})
        says = rules.says(code) or estimate.name(code)
        said = wrong.get(code, (0, 0, 0))
        found.append(Health(code, says, row["c"], row["o"], code in off, row["f"], *said))
    return sorted(found, key=lambda one: (-one.overturn_rate, -one.spoke, one.code))


def scorer() -> Scorer:
    """What the scorer learned, its lines, and the blind sample among the newest decided."""
    row = memory.model()
    seen = blind.sample(row)
    approved = row.ham - row.quiet
    needed = COLD if approved < COLD else ENOUGH_HAM
    return Scorer(
        spam=row.spam,
        ham=approved,
        quiet=row.quiet,
        needed=needed if approved < ENOUGH_HAM or row.spam < ENOUGH_SPAM else 0,
        likely_from=row.likely_from,
        spam_from=row.spam_from,
        audited=seen.looked_at,
        audited_ham=seen.honest,
        stopped_at=row.stopped_at,
    )
