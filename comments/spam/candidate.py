"""What a check gets to see, and the vote it may give."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Vote:
    """A reason to look twice: the code of the check and the facts its sentence needs."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, **self.facts}
