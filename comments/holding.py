"""Legal holds: what is neither erased nor forgotten while one stands, whoever asks.

A hold says who set it, when and why; so does its end. The writer is told that it stands, not why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from comments import permissions
from comments.fingerprints import email_hmacs_since
from comments.hold_models import LegalHold
from comments.models import Comment, CommentQuerySet, Identity
from core import audit
from core.errors import Refused
from core.models import User


@dataclass(frozen=True, slots=True)
class _WriterHeld:
    """A hold on everything of a writer: the hashes of the address, the confirmed writer."""

    hold: LegalHold
    hashes: frozenset[str]
    identity: int | None


def standing(comment: Comment) -> LegalHold | None:
    """The hold that keeps a comment: its own, or one on everything of its writer."""
    theirs = {comment.email_hmac, comment.identity.email_hmac if comment.identity else ""} - {""}
    for held in _writers_held():
        if theirs & held.hashes or (held.identity and held.identity == comment.identity_id):
            return held.hold
    return LegalHold.objects.filter(comment=comment, lifted_at=None).first()


def hold(
    comment: Comment,
    *,
    by: User,
    reason: str,
    whole_writer: bool = False,
    at: datetime | None = None,
) -> LegalHold:
    """Keep a comment, or with ``whole_writer`` everything of its writer, until it is lifted.

    Raises ``Refused`` without the right or a reason, when the comment is kept already, erased, or
    its writer is not known any more.
    """
    _check(by, reason)
    if not comment.text:
        raise Refused(_("The words of this comment were erased. There is nothing to keep."))
    hashed = comment.identity.email_hmac if comment.identity else comment.email_hmac
    if whole_writer and not hashed:
        raise Refused(_("Who wrote it is not known any more."), field="scope")
    try:
        with transaction.atomic():
            made = LegalHold.objects.create(
                comment=comment,
                email_hmac=hashed if whole_writer else "",
                reason=reason.strip(),
                by=by,
                by_name=str(by),
                at=at or timezone.now(),
            )
            audit.record(by, "comment.legal_hold", comment, reason=made.reason)
            return made
    except IntegrityError as error:
        raise Refused(_("This comment is on legal hold already.")) from error


def lift(held: LegalHold, *, by: User, reason: str, at: datetime | None = None) -> None:
    """End a hold, with a reason: what waited to be forgotten goes at the next run."""
    _check(by, reason)
    with transaction.atomic():
        rows = LegalHold.objects.filter(pk=held.pk, lifted_at=None)
        ended = {"lifted_at": at or timezone.now(), "lifted_by_name": str(by)}
        if not rows.update(**ended, lifted_reason=reason.strip()):
            raise Refused(_("This hold was lifted already."))
        audit.record(by, "comment.lift_legal_hold", held.comment, reason=reason.strip())


def kept(rows: CommentQuerySet) -> CommentQuerySet:
    """Those of ``rows`` that a hold keeps."""
    return rows.filter(_is_held())


def free(rows: CommentQuerySet) -> CommentQuerySet:
    """Those of ``rows`` that may be forgotten."""
    return rows.exclude(_is_held())


def free_writers(rows: QuerySet[Identity]) -> QuerySet[Identity]:
    """Those of confirmed writers whose hash may be forgotten."""
    held = _writers_held()
    hashes = set().union(*(one.hashes for one in held))
    return rows.exclude(Q(email_hmac__in=hashes) | Q(pk__in=[one.identity for one in held]))


def _is_held() -> Q:
    held = _writers_held()
    hashes = set().union(*(one.hashes for one in held))
    return (
        Q(pk__in=LegalHold.objects.filter(lifted_at=None).values("comment"))
        | Q(email_hmac__in=hashes)
        | Q(identity__email_hmac__in=hashes)
        | Q(identity__in=[one.identity for one in held if one.identity])
    )


def _writers_held() -> list[_WriterHeld]:
    """The holds on everything of a writer, each with what the writer is known by.

    A held comment keeps its address, so that a hold is good under every later key as well.
    """
    holds = LegalHold.objects.filter(lifted_at=None).exclude(email_hmac="")
    at = timezone.now()
    found = []
    for hold in holds.select_related("comment"):
        address, since = hold.comment.email, hold.comment.created_at
        hashes = {hold.email_hmac, *email_hmacs_since(address, since=since, at=at)}
        found.append(_WriterHeld(hold, frozenset(hashes), hold.comment.identity_id))
    return found


def _check(by: User, reason: str) -> None:
    if not permissions.may_hold_for_law(by):
        raise Refused(_("Legal holds are not among your rights."))
    if not reason.strip():
        raise Refused(_("Say why. The reason is kept with the hold."), field="reason")
