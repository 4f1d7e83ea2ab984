"""From what a reader sent to a comment that is kept: once, and with the reasons to look at it.

The order matters: the answer to a repeated send comes before every limit, so that a slow
connection is never told off for trying again.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Case, Q, When
from django.utils.translation import gettext as _

from articles.models import Article, Byline
from comments import (
    bans,
    floods,
    identities,
    moderation,
    modes,
    namesakes,
    opening,
    permissions,
    spam,
)
from comments.ban_models import Ban
from comments.fingerprints import email_hmac, email_hmacs
from comments.limits import TooFast, wait
from comments.models import MAX_DEPTH, SEGMENT, Comment, Identity, base36
from comments.passages import Selector
from comments.states import END, START, State, Who
from comments.text import fingerprint
from comments.tokens import Token
from core.errors import Refused
from core.models import User
from core.pages.watch import exactly

REPEAT_WINDOW = timedelta(hours=24)
_KEYS = uuid.UUID("6f0a3bde-2b0c-4a57-9f43-6b5d8f1f6f5e")


class Result(StrEnum):
    """What became of a comment that was sent."""

    HELD = "held"
    PUBLISHED = "published"
    REPEATED = "repeated"
    UNCONFIRMED = "unconfirmed"


class Closed(Refused):
    """The story takes no comments."""


class ParentGone(Refused):
    """The comment that is answered is not there for readers, or stands under another story."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader typed, normalised and valid, with what the form carried."""

    name: str
    text: str
    token: Token
    email: str = ""
    parent_id: int | None = None
    trap: str = ""
    about: Selector = field(default_factory=dict)
    identity_word: str = ""
    wants_replies: bool = False


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent it, as far as we want to know: a hash of the network, an account of ours or none."""

    network_hmac: str = ""
    user: User | None = None
    # The same network under the keys of the months before.
    earlier_networks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """The comment and what became of it."""

    comment: Comment
    result: Result


def submit(article: Article, draft: Draft, *, sender: Sender, at: datetime) -> Submission:
    """Keep a comment under ``article`` and say what became of it.

    The same form with the same words gives the first comment again, also from eight sends at
    once. Raises ``Closed``, ``ParentGone`` or ``TooFast``, each with a sentence for the writer.
    Only a moderator's own comment is published unread; everything else waits in the queue.
    """
    key = _key(article, draft, sender=sender, at=at)
    # Asked before the look for a first send, so that a twin's arrival in between is not the limit.
    identity = _identity(draft, sender)
    seconds = 0 if sender.user else _seconds(draft, sender, identity, at=at)
    if first := _sent_before(article, draft, key=key, sender=sender, at=at):
        return Submission(first, Result.REPEATED)
    if not opening.is_open(article):
        raise Closed(_("Comments on this story are closed. Your text is kept below."))
    ban = _turn_away(draft, sender, identity, at=at)
    parent = _parent(article, draft.parent_id)
    if seconds:
        raise TooFast(seconds)
    who = (sender, identity, ban)
    comment = _new(article, draft, parent=parent, key=key, who=who, at=at)
    try:
        with transaction.atomic(), exactly():
            insert(comment, parent)
            floods.watch(comment, at=at)
            return route(comment, at=at)
    except IntegrityError:
        first = Comment.objects.filter(article=article, idempotency_key=key).first()
        if first is None:
            raise
        return Submission(first, Result.REPEATED)


def _identity(draft: Draft, sender: Sender) -> Identity | None:
    """The confirmed writer whose browser sent it; nobody where the newsroom writes."""
    if sender.user and permissions.speaks_for_newsroom(sender.user):
        return None
    return identities.known(draft.identity_word, email=draft.email)


def _seconds(draft: Draft, sender: Sender, identity: Identity | None, *, at: datetime) -> int:
    networks = [one for one in (sender.network_hmac, *sender.earlier_networks) if one]
    addresses = email_hmacs(draft.email, at=at)
    return wait(networks, identity=identity, addresses=addresses, at=at)


def _turn_away(
    draft: Draft, sender: Sender, identity: Identity | None, *, at: datetime
) -> Ban | None:
    """Refuse who is banned, and in an emergency who is not known; else give the ban that has the
    comment read first."""
    ban = bans.turn_away(
        email=draft.email,
        network_hmac=sender.network_hmac,
        earlier_networks=sender.earlier_networks,
        identity_id=identity.pk if identity else None,
        at=at,
    )
    if identity is None and sender.user is None and modes.mode() == modes.Mode.EMERGENCY:
        raise Refused(
            _("Just now only readers with a confirmed address can comment. Your text is kept.")
        )
    return ban


def _key(article: Article, draft: Draft, *, sender: Sender, at: datetime) -> uuid.UUID:
    """The same for the same words from the same form.

    The form of a stored page, used without script, has no key of its own; there the sender's
    network and the day tell two readers with the same words apart.
    """
    form = draft.token.key or f"{sender.network_hmac} {at.date()}"
    parts = [form, str(article.pk), str(draft.parent_id), draft.name, draft.text]
    return uuid.uuid5(_KEYS, "\0".join(parts))


def _sent_before(
    article: Article, draft: Draft, *, key: uuid.UUID, sender: Sender, at: datetime
) -> Comment | None:
    same_writer = Q(name=draft.name)
    addresses = email_hmacs(draft.email, at=at)
    same_writer &= Q(email_hmac__in=addresses) if addresses else Q(network_hmac=sender.network_hmac)
    same = Q(
        same_writer,
        ~Q(state__in=[State.WITHDRAWN, END]),
        text_hash=fingerprint(draft.text),
        parent_id=draft.parent_id,
        created_at__gt=at - REPEAT_WINDOW,
    )
    form = Q(idempotency_key=key)
    rows = Comment.objects.filter(form | same, article=article)
    in_turn = rows.order_by(Case(When(form, then=0), default=1), "pk")
    # Hardly ever there: the row with its many columns is asked for only where it is.
    number = in_turn.values_list("pk", flat=True).first()
    return Comment.objects.get(pk=number) if number else None


def _parent(article: Article, parent_id: int | None) -> Comment | None:
    if parent_id is None:
        return None
    parent = Comment.objects.visible().filter(article=article, pk=parent_id).first()
    if parent is None:
        raise ParentGone(
            _("The comment you answer is not on the page any more. You can send yours on its own."),
            field="parent",
        )
    return parent


def _new(
    article: Article,
    draft: Draft,
    *,
    parent: Comment | None,
    key: uuid.UUID,
    who: tuple[Sender, Identity | None, Ban | None],
    at: datetime,
) -> Comment:
    sender, identity, ban = who
    user = sender.user if sender.user and permissions.speaks_for_newsroom(sender.user) else None
    if identity and draft.email:
        identities.renew(identity, draft.email, at=at)
    address = identity.email_hmac if identity else email_hmac(draft.email, at=at)
    must_confirm = settings.COMMENT_CONFIRM and not user and not identity
    asks = bool(draft.email) and not user
    comment = Comment(
        article=article,
        parent=parent,
        root_id=(parent.root_id or parent.pk) if parent else None,
        depth=min(parent.depth + 1, MAX_DEPTH) if parent else 0,
        state=State.UNCONFIRMED if must_confirm else START,
        user=user,
        badge=_badge(article, user),
        name=str(user) if user else draft.name,
        email=draft.email,
        email_hmac=address,
        identity=identity,
        wants_replies=asks and draft.wants_replies,
        confirmation_due=asks and not identity and (must_confirm or draft.wants_replies),
        network_hmac=sender.network_hmac,
        text=draft.text,
        text_hash=fingerprint(draft.text),
        about={} if parent else draft.about,
        idempotency_key=key,
        created_at=at,
    )
    identities.set_badge(comment)
    earlier = sender.earlier_networks
    known = {"trap": draft.trap, "earlier_networks": earlier, "asked_ban": (ban,)}
    spam.judge(comment, token=draft.token, at=at, **known)
    return comment


def _badge(article: Article, user: User | None) -> str:
    if user is None:
        return Comment.Badge.NONE
    named = Byline.objects.filter(
        edition__article=article, edition__live_from__isnull=False, person__user=user
    )
    return Comment.Badge.AUTHOR if named.exists() else Comment.Badge.NEWSROOM


def insert(comment: Comment, parent: Comment | None) -> None:
    """Save it, then give it its path, which holds its own number. At the deepest level an answer
    stands beside the comment it answers."""
    comment.looks = namesakes.looks(comment.name)
    comment.save(force_insert=True)
    above = parent.path[: SEGMENT * comment.depth] if parent else ""
    comment.path = above + base36(comment.pk)
    Comment.objects.filter(pk=comment.pk).update(path=comment.path)


def route(comment: Comment, *, at: datetime) -> Submission:
    """Take a comment that was sent or confirmed to where it belongs."""
    version = comment.version
    if comment.state == State.UNCONFIRMED:
        return Submission(comment, Result.UNCONFIRMED)
    if comment.user is not None:
        moderation.decide(
            comment, State.APPROVED, by=comment.user, who=Who.STAFF, version=version, at=at
        )
        return Submission(comment, Result.PUBLISHED)
    to = modes.destination(comment, at=at)
    moderation.place(comment, to, at=at)
    return Submission(comment, Result.PUBLISHED if to == State.PUBLISHED else Result.HELD)
