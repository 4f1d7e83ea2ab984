"""Readers whose e-mail address was proved: who is known, and with which badge.

The proof is kept by the reader's own browser as a signed word; no cookie, no account.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from comments import tokens
from comments.ban_models import Ban
from comments.fingerprints import email_hmac, email_hmacs, steady_hmacs
from comments.models import Comment, Erasure, Identity, LegalHold, Note
from core import audit
from core.models import User
from core.pages.watch import exactly


def known(word: str, *, email: str) -> Identity | None:
    """The confirmed writer behind a browser's word. None for a forged or recalled word, and when
    another address was typed beside it."""
    found = tokens.read_identity(word)
    if found is None:
        return None
    number, version = found
    identity = Identity.objects.filter(pk=number, version=version).first()
    if identity is None or (email and identity.email_hmac not in email_hmacs(email)):
        return None
    return identity


def proved(email: str, *, hashed: str = "", at: datetime) -> Identity:
    """The confirmed writer of an address, made now unless known; ``hashed`` is a hash of the
    address that is kept already."""
    hashes = [*email_hmacs(email, at=at), *filter(None, [hashed])]
    known = Identity.objects.filter(email_hmac__in=hashes).order_by("pk").first()
    if known is None:
        known, _is_new = Identity.objects.get_or_create(
            email_hmac=email_hmac(email, at=at) or hashed, defaults={"confirmed_at": at}
        )
    renew(known, email, at=at)
    return known


def renew(identity: Identity, email: str, *, at: datetime) -> None:
    """Carry everything that stands under earlier hashes of a writer's address over to the present
    key. ``email`` is the writer's address."""
    now = email_hmac(email, at=at)
    if not now or identity.email_hmac == now:
        return
    earlier = sorted({*email_hmacs(email, at=at), identity.email_hmac} - {"", now})
    with transaction.atomic(), exactly():
        Identity.objects.filter(pk=identity.pk).update(email_hmac=now)
        Comment.objects.filter(email_hmac__in=earlier).update(email_hmac=now)
        Note.objects.filter(email_hmac__in=earlier).update(email_hmac=now)
        LegalHold.objects.filter(email_hmac__in=earlier).update(email_hmac=now)
        _carry_wishes(earlier, now)
        unknown = Ban.objects.filter(kind=Ban.Kind.IDENTITY, value=str(identity.pk), address="")
        unknown.filter(lifted_at=None).update(address=steady_hmacs(email)[0])
    identity.email_hmac = now


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


def _carry_wishes(earlier: list[str], now: str) -> None:
    """One wish to be erased stands for an address; the one asked for last goes on."""
    wishes = Erasure.objects.filter(email_hmac__in=[*earlier, now]).order_by("-asked_at", "-pk")
    newest = wishes.first()
    if newest:
        wishes.exclude(pk=newest.pk).delete()
        Erasure.objects.filter(pk=newest.pk).update(email_hmac=now)


def recall(identity: Identity) -> None:
    """Make every browser forget this writer."""
    Identity.objects.filter(pk=identity.pk).update(version=F("version") + 1)
