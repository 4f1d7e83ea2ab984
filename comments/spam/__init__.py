"""The checks a new comment goes through. Each may give one vote with a reason; none deletes.

To add a check, put a module with ``CODE``, ``vote`` and ``sentence`` beside these and a line here.
The order is the order in which a moderator reads the reasons: worst first.
"""

from __future__ import annotations

from typing import Any, Protocol

from comments.spam import duplicates, honeypot, links, newcomer, rate, timing
from comments.spam.candidate import Candidate, Vote


class Check(Protocol):
    CODE: str

    def vote(self, candidate: Candidate) -> Vote | None: ...

    def sentence(self, facts: dict[str, Any]) -> str: ...


CHECKS: tuple[Check, ...] = (honeypot, duplicates, links, timing, rate, newcomer)
_BY_CODE = {check.CODE: check for check in CHECKS}


def votes(candidate: Candidate) -> list[Vote]:
    """The votes of all checks, worst first."""
    return [vote for check in CHECKS if (vote := check.vote(candidate))]


def sentences(reasons: list[dict[str, Any]]) -> list[str]:
    """The reasons kept with a comment, as sentences for a moderator."""
    known = [reason for reason in reasons if reason.get("code") in _BY_CODE]
    return [_BY_CODE[reason["code"]].sentence(reason) for reason in known]
