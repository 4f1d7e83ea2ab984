"""From rules, circumstances and what was learned to one number between 0 and 1, with its parts.

Pure: the counts and lines are handed in. The number ranks and routes; it never deletes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from comments.spam.learned import Counts, Evidence, Learned, evidence, tokens
from comments.spam.rules import Hit, Reading, hits, read

BASE = -2.6  # about 7 of 100 comments are spam, before anything is known
COLD, ENOUGH_HAM, ENOUGH_SPAM, LOOKED_AT = 60, 150, 50, 400
_FALSE_HOLDS = 0.01


class Verdict(StrEnum):
    """What a score means under the lines in force."""

    NORMAL = "normal"
    LIKELY = "likely"
    SPAM = "spam"


@dataclass(frozen=True, slots=True)
class Lines:
    """From which score a comment counts as likely spam, and as spam; None: never by itself."""

    likely: float = 0.5
    spam: float | None = None

    def verdict(self, p: float) -> Verdict:
        """What a score means."""
        if self.spam is not None and p >= self.spam:
            return Verdict.SPAM
        return Verdict.LIKELY if p >= self.likely else Verdict.NORMAL


@dataclass(frozen=True, slots=True)
class Score:
    """The number, the parts it is made of, and the hashes that can be learned from the text."""

    p: float
    hits: tuple[Hit, ...]
    evidence: Evidence
    tokens: dict[int, str]
    learned_points: float = 0.0


def score(
    text: str,
    *,
    circumstances: Sequence[Hit] = (),
    counts: Callable[[Iterable[int]], Counts] | None = None,
    learned: Learned | None = None,
    off: frozenset[str] = frozenset(),
) -> Score:
    """Score a text.

    ``circumstances`` are points from beside it, ``counts`` looks tokens up, rules in ``off`` are
    silent.
    """
    reading: Reading = read(text)
    found = tokens(reading)
    learned = learned or Learned()
    rules = [*circumstances, *(hit for hit in hits(reading) if hit.code not in off)]
    says = Evidence()
    if counts and learned.weight:
        says = evidence(found, counts(found), learned)
    points = learned.weight * says.z
    logit = BASE + sum(hit.points for hit in rules) * (1 - 0.4 * learned.weight) + points
    return Score(1 / (1 + math.exp(-logit)), tuple(rules), says, found, points)


def lines(approved: Sequence[float], *, spam: int) -> Lines:
    """The lines for a site with these scores of approved comments, the newest 400, and so many
    decisions for spam. With few decisions nothing is spam by itself."""
    newest = sorted(approved[:LOOKED_AT])
    if len(newest) < COLD:
        return Lines()
    place = min(len(newest) - 1, math.ceil((1 - _FALSE_HOLDS) * len(newest)) - 1)
    likely = max(0.35, math.nextafter(newest[place], 1.0))
    if len(newest) < ENOUGH_HAM or spam < ENOUGH_SPAM:
        return Lines(likely)
    return Lines(min(likely, 0.9), max(0.9, math.nextafter(newest[-1], 1.0)))
