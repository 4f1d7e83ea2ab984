"""What a check gets to see, and the vote it may give."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from comments.models import Comment
from comments.tokens import Token


@dataclass(frozen=True, slots=True)
class Candidate:
    """A comment that was sent and is not saved yet."""

    article_id: int
    name: str
    text: str
    text_hash: str
    email_hmac: str
    network_hmac: str
    token: Token
    trap: str
    at: datetime
    is_verified: bool = False  # the writer proved that the e-mail address is theirs
    email: str = ""
    identity_id: int | None = None
    is_ours: bool = False  # the writer is signed in as one of the newsroom


@dataclass(frozen=True, slots=True)
class Vote:
    """A reason to look twice: the code of the check and the facts its sentence needs."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, **self.facts}


def candidate_of(comment: Comment, *, token: Token, at: datetime, trap: str = "") -> Candidate:
    """What the checks see of a comment, kept or not."""
    return Candidate(
        article_id=comment.article_id,
        name=comment.name,
        text=comment.text,
        text_hash=comment.text_hash,
        email_hmac=comment.email_hmac,
        network_hmac=comment.network_hmac,
        token=token,
        trap=trap,
        at=at,
        is_verified=comment.identity_id is not None,
        email=comment.email,
        identity_id=comment.identity_id,
        is_ours=comment.user_id is not None,
    )
