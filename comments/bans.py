"""Bans: whom one would touch, making one, lifting it, and whether one stands against a sender.

A banned reader is told so, with the day it ends: nobody is left writing to nobody.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from comments import permissions
from comments.ban_models import Ban
from comments.fingerprints import email_hmacs, steady_hmacs
from comments.models import Comment, CommentQuerySet
from core import audit
from core.errors import Refused
from core.models import User

Kind, Effect = Ban.Kind, Ban.Effect
LOOKED_BACK = timedelta(days=90)
_LOOKED_AT, _SHOWN = 2_000, 10
# Addresses of networks pass from reader to reader, so a ban on one is short.
LONGEST_NETWORK = timedelta(days=31)


class Banned(Refused):
    """A ban that refuses stands against the sender."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a ban would have touched: comments and writers, up to a limit, and the newest."""

    comments: int
    writers: int
    approved: int
    is_more: bool
    newest: list[Comment]


def standing(
    *,
    email: str,
    network_hmac: str,
    earlier_networks: Collection[str] = (),
    identity_id: int | None = None,
    at: datetime,
) -> Ban | None:
    """The ban in force at ``at`` against who sends a comment, the strictest first; None if none.

    ``email`` is the address as typed; all that is kept and compared is its hash and its domain.
    ``earlier_networks`` are the hashes of the network under the keys of the months before.
    """
    domain = email.rpartition("@")[2].strip().casefold()
    addresses = steady_hmacs(email)
    known: dict[str, Collection[str]] = {
        Kind.EMAIL: addresses,
        Kind.DOMAIN: [domain],
        Kind.NETWORK: [network_hmac, *earlier_networks],
        Kind.IDENTITY: [str(identity_id or "")],
    }
    against = Q(kind=Kind.IDENTITY, address__in=addresses)
    for kind, values in known.items():
        against |= Q(kind=kind, value__in=[value for value in values if value])
    found = list(_in_force(at).filter(against))
    found.sort(key=lambda ban: ban.effect != Effect.REFUSE)
    return found[0] if found else None


def turn_away(*, at: datetime, **sender: Any) -> Ban | None:
    """Raise ``Banned`` with a sentence for the writer if a ban that refuses is in force, else give
    the one that has comments read first, if any. Asks for the sender as ``standing`` does."""
    ban = standing(at=at, **sender)
    if ban is None or ban.effect != Effect.REFUSE:
        return ban
    if ban.expires_at:
        day = timezone.localtime(ban.expires_at).strftime("%d %B %Y, %H:%M %Z")
        raise Banned(_("Comments from you are not accepted until %s. Your text is kept.") % day)
    raise Banned(_("Comments from you are not accepted. Your text is kept below."))


def value_of(kind: str, comment: Comment) -> str:
    """What a ban of a kind would hold against the writer of a comment; empty when not known."""
    domain = comment.email.rpartition("@")[2].strip().casefold()
    values = {
        Kind.IDENTITY: str(comment.identity_id or ""),
        Kind.EMAIL: next(iter(steady_hmacs(address_of(comment))), ""),
        Kind.DOMAIN: domain,
        Kind.NETWORK: comment.network_hmac,
    }
    return values[Kind(kind)] if kind in Kind.values else ""


def reach(kind: str, value: str, *, address: str = "", at: datetime) -> Reach:
    """What the ban would have met in the last ninety days, among the newest 2,000 comments.

    For a ban on an e-mail address that is ``address`` itself.
    """
    rows = _touched(kind, value, email_hmacs(address, at=at))
    rows = rows.filter(created_at__gt=at - LOOKED_BACK).order_by("-id")
    newest = list(rows.only("name", "text", "state", "created_at", "email_hmac")[:_LOOKED_AT])
    return Reach(
        comments=len(newest),
        writers=len({comment.email_hmac or comment.name for comment in newest}),
        approved=sum(comment.is_visible for comment in newest),
        is_more=len(newest) == _LOOKED_AT,
        newest=newest[:_SHOWN],
    )


def ban(
    comment: Comment,
    kind: str,
    *,
    by: User,
    effect: str,
    reason: str,
    days: int | None,
    at: datetime | None = None,
) -> Ban:
    """Ban the writer of ``comment`` for so many days, or for good with None.

    Raises ``Refused`` without the right or a reason, when nothing is known to hold against the
    writer, or when the same ban stands already.
    """
    at = at or timezone.now()
    value = value_of(kind, comment)
    _check(by, kind=kind, value=value, effect=effect, reason=reason)
    address = next(iter(steady_hmacs(address_of(comment))), "")
    expires = at + timedelta(days=days) if days else None
    if kind == Kind.NETWORK:
        expires = min(expires or at + LONGEST_NETWORK, at + LONGEST_NETWORK)
    with transaction.atomic():
        Ban.objects.filter(kind=kind, value=value, lifted_at=None, expires_at__lte=at).update(
            lifted_at=at, lifted_reason="expired"
        )
        same = [value, *steady_hmacs(address_of(comment))] if kind == Kind.EMAIL else [value]
        if _in_force(at).filter(kind=kind, value__in=same).exists():
            raise Refused(_("This ban stands already."))
        made = Ban.objects.create(
            kind=kind,
            value=value,
            address=address if kind == Kind.IDENTITY else "",
            effect=effect,
            reason=reason.strip(),
            comment=comment,
            by=by,
            by_name=str(by),
            at=at,
            expires_at=expires,
        )
        audit.record(by, "comment.ban", made, reason=made.reason, data={"kind": kind})
        return made


def lift(ban: Ban, *, by: User, reason: str, at: datetime | None = None) -> None:
    """End a ban, with a reason. Raises ``Refused`` when it has ended already."""
    _check_right(by)
    if not reason.strip():
        raise Refused(_("Say why the ban is lifted."), field="reason")
    with transaction.atomic():
        rows = Ban.objects.filter(pk=ban.pk, lifted_at=None)
        ended = {"lifted_at": at or timezone.now(), "lifted_by_name": str(by)}
        if not rows.update(**ended, lifted_reason=reason.strip()):
            raise Refused(_("This ban was lifted already."))
        audit.record(by, "comment.lift_ban", ban, reason=reason.strip())


def _in_force(at: datetime) -> QuerySet[Ban]:
    return Ban.objects.filter(Q(expires_at=None) | Q(expires_at__gt=at), lifted_at=None)


def address_of(comment: Comment) -> str:
    """The address behind a comment: its own, or that of its confirmed writer's other comments."""
    if comment.email or not comment.identity_id:
        return comment.email
    theirs = Comment.objects.filter(identity=comment.identity_id).exclude(email="")
    return theirs.order_by("-id").values_list("email", flat=True).first() or ""


def _touched(kind: str, value: str, addresses: Collection[str]) -> CommentQuerySet:
    if kind == Kind.DOMAIN:
        newest = Comment.objects.order_by("-id").values_list("pk", flat=True)[:_LOOKED_AT]
        return Comment.objects.filter(pk__in=list(newest), email__iendswith=f"@{value}")
    if kind == Kind.EMAIL:
        return Comment.objects.filter(email_hmac__in=addresses)
    column = {Kind.NETWORK: "network_hmac", Kind.IDENTITY: "identity"}
    return Comment.objects.filter(**{column[Kind(kind)]: value})


def _check_right(by: User) -> None:
    if not permissions.may_ban(by):
        raise Refused(_("Banning is not among your rights."))


def _check(by: User, *, kind: str, value: str, effect: str, reason: str) -> None:
    _check_right(by)
    if kind not in Kind.values:
        raise Refused(_("Choose whom the ban is for."), field="kind")
    if not value:
        raise Refused(_("That is not known of this writer any more."), field="kind")
    if effect not in Effect.values:
        raise Refused(_("Choose what the ban does."), field="effect")
    if not reason.strip():
        raise Refused(_("Say why. The reason is kept with the ban."), field="reason")
