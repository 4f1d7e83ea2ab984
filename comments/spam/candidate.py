"""What a check gets to see, and the vote it may give."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from comments.ban_models import Ban
from comments.fingerprints import email_hmacs
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
    earlier_networks: tuple[str, ...] = ()  # the network's hashes under the keys before
    asked_ban: tuple[Ban | None, ...] = ()  # the ban that stands, where somebody asked before
    is_ours: bool = False  # the writer is signed in as one of the newsroom

    @property
    def addresses(self) -> list[str]:
        """Every hash under which earlier comments of the address may stand."""
        found = {self.email_hmac, *email_hmacs(self.email, at=self.at)}
        return sorted(found - {""})

    @property
    def is_writers(self) -> Q:
        """Which comments are of the same confirmed writer."""
        if self.identity_id:
            return Q(identity=self.identity_id)
        return Q(identity__email_hmac__in=self.addresses)

    @property
    def networks(self) -> list[str]:
        """Every hash under which earlier comments of the network may stand."""
        return [one for one in (self.network_hmac, *self.earlier_networks) if one]


@dataclass(frozen=True, slots=True)
class Vote:
    """A reason to look twice: the code of the check and the facts its sentence needs."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, **self.facts}


def candidate_of(
    comment: Comment,
    *,
    token: Token,
    at: datetime,
    trap: str = "",
    earlier_networks: tuple[str, ...] = (),
    asked_ban: tuple[Ban | None, ...] = (),
) -> Candidate:
    """What the checks see of a comment, kept or not.

    ``earlier_networks`` are the hashes of its network under the keys of the months before.
    """
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
        earlier_networks=earlier_networks,
        asked_ban=asked_ban,
        is_ours=comment.user_id is not None,
    )
