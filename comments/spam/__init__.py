"""The checks a new comment goes through. Each may give one vote with a reason; none deletes.

To add a check, put a module with ``CODE``, ``vote`` and ``sentence`` beside these and a line here.
The order is the order in which a moderator reads the reasons: worst first.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from comments.models import Comment
from comments.spam import (
    banned,
    duplicates,
    estimate,
    honeypot,
    links,
    namesake,
    newcomer,
    rate,
    reported,
    second_opinion,
    timing,
)
from comments.spam.candidate import Candidate, Vote, candidate_of
from comments.tokens import Token


class Check(Protocol):
    CODE: str

    def vote(self, candidate: Candidate) -> Vote | None: ...

    def sentence(self, facts: dict[str, Any]) -> str: ...


CHECKS: tuple[Check, ...] = (
    honeypot,
    banned,
    namesake,
    duplicates,
    links,
    timing,
    rate,
    newcomer,
)
_BY_CODE: dict[str, Any] = {check.CODE: check for check in CHECKS} | {
    estimate.CODE: estimate,
    reported.CODE: reported,
    second_opinion.CODE: second_opinion,
}
_BEFORE = {honeypot.CODE, banned.CODE, namesake.CODE, duplicates.CODE}


def votes(candidate: Candidate) -> list[Vote]:
    """The votes of all checks, worst first, and the score: near the top when it is suspicious."""
    found = [vote for check in CHECKS if (vote := check.vote(candidate))]
    score = estimate.vote(candidate, found)
    if not estimate.sentence(score.facts):
        return [*found, score]
    place = sum(vote.code in _BEFORE for vote in found)
    return [*found[:place], score, *found[place:]]


def judge(comment: Comment, *, token: Token, at: datetime, **sent: Any) -> None:
    """Set the reasons and the score of a comment, kept or not. Does not save.

    ``sent`` is what is known beside the row: what ``candidate_of`` takes.
    """
    found = votes(candidate_of(comment, token=token, at=at, **sent))
    comment.reasons = [vote.as_json() for vote in found]
    comment.score = score_of(found)


def score_of(votes: list[Vote]) -> float | None:
    """The score among the votes."""
    return next((vote.facts["p"] for vote in votes if vote.code == estimate.CODE), None)


def sentences(reasons: list[dict[str, Any]]) -> list[str]:
    """The reasons kept with a comment, as sentences for a moderator."""
    known = [reason for reason in reasons if reason.get("code") in _BY_CODE]
    said = [_BY_CODE[reason["code"]].sentence(reason) for reason in known]
    return [sentence for sentence in said if sentence]
