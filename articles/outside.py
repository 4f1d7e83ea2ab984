"""Somebody without an account reads a story before it is published, and agrees or asks for changes.

The link is signed and holds a secret of 256 bits; the database keeps only a hash of the secret.
It ends by itself, it can be revoked, and what happens with it is logged.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import permissions
from articles.fingerprint import fingerprint
from articles.models import Edition, OutsideEvent, OutsideLink
from core import audit
from core.errors import Refused, Stale
from core.models import User

LONGEST = timedelta(days=30)
LOGGED_AT_MOST = 500
ANSWERS_AT_MOST = 20
Kind = OutsideEvent.Kind
_signer = signing.Signer(salt="articles.outside", sep=".")


@dataclass(frozen=True)
class Standing:
    """A link with its last answer, and whether that is about the text as it stands."""

    link: OutsideLink
    events: list[OutsideEvent]
    answer: OutsideEvent | None = None
    is_current: bool = False
    works: bool = True


def ask(
    edition: Edition,
    *,
    by: User,
    name: str,
    part: str,
    until: datetime,
    only_reads: bool = False,
    at: datetime | None = None,
) -> tuple[OutsideLink, str]:
    """Make a link for one person; return it and the token, which cannot be had again.

    ``only_reads`` shows the story and asks nothing. Refuses without the right, an end that is
    past or more than 30 days ahead, a question without a part, and to ask about an edition that
    has its place in time.
    """
    moment = at or timezone.now()
    if not permissions.may_ask_outside(by, edition):
        raise Refused(_("Showing a story to somebody outside is not among your rights."))
    if edition.is_live(moment) or (edition.is_frozen and not only_reads):
        raise Refused(_("This edition has been published already."))
    if not only_reads and not part.strip():
        raise Refused(_("Say in which part the person is asked."), field="part")
    if not moment < until <= moment + LONGEST:
        raise Refused(_("A link works for at most 30 days from now."), field="until")
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        link = OutsideLink.objects.create(
            edition=edition,
            name=name.strip(),
            part=part.strip(),
            wants_answer=not only_reads,
            secret_hash=_hash(secret),
            made_by=by,
            made_at=moment,
            expires_at=until,
        )
        data = {"link": link.pk, "name": link.name, "until": until.isoformat()}
        audit.record(by, "edition.ask_outside", edition, data=data, at=moment)
    return link, _signer.sign(secret)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def find(token: str, *, at: datetime) -> OutsideLink | None:
    """The link behind a token, if it works at ``at``; a wrong signature asks no database."""
    try:
        secret = _signer.unsign(token)
    except signing.BadSignature:
        return None
    rows = OutsideLink.objects.select_related(
        "edition__article", "edition__section", "edition__lead_image"
    )
    link = rows.filter(secret_hash=_hash(secret), edition__article__withdrawn_at=None).first()
    return link if link is not None and link.works(at) else None


def note_opened(link: OutsideLink, *, at: datetime) -> None:
    """Log that the page was opened; the log of one link ends at some length."""
    if link.events.count() < LOGGED_AT_MOST:
        OutsideEvent.objects.create(
            link=link, kind=Kind.OPENED, at=at, version=link.edition.version
        )


def answer(
    link: OutsideLink, kind: str, *, version: int, note: str = "", at: datetime | None = None
) -> OutsideEvent:
    """Write down what the person outside says about the text of ``version``; return the answer.

    Refuses a wish without words and an edition that has its place in time; ``Stale`` when the
    text changed since the page was opened.
    """
    moment = at or timezone.now()
    if not link.wants_answer:
        raise Refused(_("This link is for reading only."))
    if kind == Kind.ASKED and not note.strip():
        raise Refused(_("Say what should change."), field="note")
    with transaction.atomic():
        edition = Edition.objects.select_for_update().get(pk=link.edition_id)
        if edition.is_frozen:
            raise Refused(_("The story has been published meanwhile."))
        if edition.version != version:
            raise Stale(
                _("The text changed while you were reading. It is shown here as it is now."),
                current=edition.version,
            )
        if link.events.exclude(kind=Kind.OPENED).count() >= ANSWERS_AT_MOST:
            raise Refused(_("This link has been answered many times. Write to the newsroom."))
        made = OutsideEvent.objects.create(
            link=link,
            kind=kind,
            at=moment,
            version=version,
            fingerprint=fingerprint(edition),
            note=note.strip(),
        )
        act = "edition.outside_agreed" if kind == Kind.AGREED else "edition.outside_asked"
        audit.record(None, act, edition, reason=note.strip(), data={"name": link.name}, at=moment)
    return made


def revoke(link: OutsideLink, *, by: User, at: datetime | None = None) -> OutsideLink:
    """Let a link open no more. Doing it twice is harmless. Refuses without the right."""
    moment = at or timezone.now()
    if not permissions.may_ask_outside(by, link.edition):
        raise Refused(_("Showing a story to somebody outside is not among your rights."))
    with transaction.atomic():
        rows = OutsideLink.objects.filter(pk=link.pk, revoked_at=None)
        if rows.update(revoked_at=moment, revoked_by=by):
            data = {"link": link.pk, "name": link.name}
            audit.record(by, "edition.revoke_outside", link.edition, data=data, at=moment)
    link.refresh_from_db()
    return link


def standing(edition: Edition, *, at: datetime | None = None) -> list[Standing]:
    """Everybody who was asked about an edition and may still answer, or has; revoked ones not."""
    moment = at or timezone.now()
    links = list(edition.outside_links.filter(revoked_at=None).prefetch_related("events"))
    now = fingerprint(edition) if links else ""
    return [_standing(link, now, moment) for link in links]


def _standing(link: OutsideLink, now: str, at: datetime) -> Standing:
    events = list(link.events.all())
    answers = [event for event in events if event.kind != Kind.OPENED]
    last = answers[-1] if answers else None
    is_current = last is not None and last.fingerprint == now
    return Standing(link, events, last, is_current, link.works(at))
