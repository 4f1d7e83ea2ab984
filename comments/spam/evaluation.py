"""How well the scorer does on this site's own decisions: learn from the older ones, be tried on the
newest. Reads the decisions; what the site has learned is neither used nor changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from comments.models import Comment
from comments.spam.learned import Learned
from comments.spam.scoring import Lines, Score, Verdict, lines, score
from comments.states import State

_HELD_OUT = 0.2
Case = tuple[str, bool]  # a text, and whether a moderator called it spam


@dataclass
class Pupil:
    """What a site knows after some decisions, as its tables would hold it."""

    counts: dict[int, tuple[int, int]] = field(default_factory=dict)
    learned: Learned = field(default_factory=Learned)
    approved: list[float] = field(default_factory=list)

    def score(self, text: str) -> Score:
        """What the scorer says, knowing this."""
        return score(text, counts=lambda _hashes: self.counts, learned=self.learned)

    def decide(self, found: Score, *, is_spam: bool) -> None:
        """Learn what a moderator decided about a scored text."""
        for token in found.tokens:
            spam, ham = self.counts.get(token, (0, 0))
            self.counts[token] = (spam + is_spam, ham + (not is_spam))
        spam, ham = self.learned.spam + is_spam, self.learned.ham + (not is_spam)
        self.learned = Learned(spam, ham)
        if not is_spam:
            self.approved.insert(0, found.p)

    @property
    def lines(self) -> Lines:
        """The lines the site would draw now."""
        return lines(self.approved, spam=self.learned.spam)


@dataclass(frozen=True, slots=True)
class Measured:
    """How the held-out decisions compare with what the scorer would have said."""

    learned: int
    spam: int
    ham: int
    spam_seen: int
    ham_held: int
    ham_called_spam: int

    @property
    def precision(self) -> float | None:
        """Which part of what looked like spam was; None when nothing looked like it."""
        seen = self.spam_seen + self.ham_held
        return self.spam_seen / seen if seen else None

    @property
    def recall(self) -> float | None:
        """Which part of the spam looked like it; None when there was none."""
        return self.spam_seen / self.spam if self.spam else None


def decided(most: int) -> list[Case]:
    """The newest decisions for and against spam whose words are still known, oldest first."""
    rows = Comment.objects.filter(
        state__in=[State.APPROVED, State.SPAM], decided_at__isnull=False, user=None
    ).exclude(text="")
    newest = rows.order_by("-decided_at", "-id").values_list("text", "state")[:most]
    return [(text, state == State.SPAM) for text, state in reversed(newest)]


def measure(cases: Sequence[Case]) -> Measured:
    """Learn from the first four fifths, in their order, and try the rest one by one."""
    held_out = int(len(cases) * _HELD_OUT)
    known, tried = cases[: len(cases) - held_out], cases[len(cases) - held_out :]
    pupil = Pupil()
    for text, is_spam in known:
        pupil.decide(pupil.score(text), is_spam=is_spam)
    said = list(_said(pupil, tried))
    spam = [verdict for is_spam, verdict in said if is_spam]
    ham = [verdict for is_spam, verdict in said if not is_spam]
    return Measured(
        learned=len(known),
        spam=len(spam),
        ham=len(ham),
        spam_seen=sum(verdict != Verdict.NORMAL for verdict in spam),
        ham_held=sum(verdict != Verdict.NORMAL for verdict in ham),
        ham_called_spam=ham.count(Verdict.SPAM),
    )


def _said(pupil: Pupil, tried: Sequence[Case]) -> Iterator[tuple[bool, Verdict]]:
    drawn = pupil.lines
    for text, is_spam in tried:
        yield is_spam, drawn.verdict(pupil.score(text).p)
