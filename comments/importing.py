"""Brings in comments that were written elsewhere, each once, with the state they had there."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from articles.models import Article
from comments import moderation
from comments.fingerprints import email_hmac
from comments.models import MAX_DEPTH, Comment
from comments.states import START, State
from comments.submission import insert
from comments.text import fingerprint
from core.models import User

_KEYS = uuid.UUID("0c0f6a5e-7b57-4a2e-9a35-5f2f1d1c7c11")


@dataclass(frozen=True, slots=True)
class Origin:
    """The system a comment comes from and its number there."""

    system: str
    number: str


def bring_in(
    article: Article,
    origin: Origin,
    *,
    name: str,
    text: str,
    at: datetime,
    state: State = State.HELD,
    parent: Comment | None = None,
    email: str = "",
    user: User | None = None,
    badge: str = Comment.Badge.NONE,
) -> Comment:
    """Keep one comment written at ``at`` and return it; the one there already if there is one.

    ``state`` is unconfirmed, published, held or spam: what the site itself can decide. What a
    person decided is repeated by that person's act in ``comments.moderation``.
    """
    known = Comment.objects.filter(imported_from=origin.system, imported_id=origin.number).first()
    if known is not None:
        return known
    unconfirmed = state == State.UNCONFIRMED
    comment = Comment(
        article=article,
        parent=parent,
        root_id=(parent.root_id or parent.pk) if parent else None,
        depth=min(parent.depth + 1, MAX_DEPTH) if parent else 0,
        state=State.UNCONFIRMED if unconfirmed else START,
        user=user,
        badge=badge,
        name=name,
        email=email,
        email_hmac=email_hmac(email, at=at),
        text=text,
        text_hash=fingerprint(text),
        idempotency_key=uuid.uuid5(_KEYS, f"{origin.system}\0{origin.number}"),
        created_at=at,
        imported_from=origin.system,
        imported_id=origin.number,
    )
    with transaction.atomic():
        insert(comment, parent)
        if not unconfirmed:
            moderation.decide(comment, state, by=None, version=comment.version, at=at)
    return comment
