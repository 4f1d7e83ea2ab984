"""Readers whose e-mail address was proved: who is known, and with which badge.

The proof is kept by the reader's own browser as a signed word; no cookie, no account.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from comments import tokens
from comments.models import Comment, Identity
from comments.privacy import email_hmac
from core import audit
from core.models import User


def known(word: str, *, email: str) -> Identity | None:
    """The confirmed writer behind a browser's word. None for a forged or recalled word, and when
    another address was typed beside it."""
    found = tokens.read_identity(word)
    if found is None:
        return None
    number, version = found
    identity = Identity.objects.filter(pk=number, version=version).first()
    if identity is None or (email and email_hmac(email) != identity.email_hmac):
        return None
    return identity


def word_of(identity: Identity) -> str:
    """What a browser keeps to be known as this writer."""
    return tokens.identity_word(identity.pk, identity.version)


def set_badge(comment: Comment) -> None:
    """Give a comment the badge its confirmed writer has earned. Does not save."""
    if comment.identity and comment.identity.expertise and not comment.badge:
        comment.badge = Comment.Badge.EXPERT
        comment.expertise = comment.identity.expertise


def certify(identity: Identity, expertise: str, *, by: User) -> None:
    """Keep what the desk has checked a writer to be expert in; empty takes the badge away."""
    with transaction.atomic():
        identity.expertise = expertise.strip()
        Identity.objects.filter(pk=identity.pk).update(expertise=identity.expertise)
        audit.record(by, "comment.certify", identity, reason=identity.expertise)


def recall(identity: Identity) -> None:
    """Make every browser forget this writer."""
    Identity.objects.filter(pk=identity.pk).update(version=F("version") + 1)
