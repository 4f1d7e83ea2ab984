"""What we keep about a reader, for that reader: to see, to take along, to have forgotten.

The proof is a link in a letter to the address. Erasure waits some hours, so that it can be taken
back.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from comments import holding, letters, moderation, tokens
from comments.fingerprints import email_hmacs
from comments.models import Comment, CommentQuerySet, Erasure, Identity, Letter
from comments.states import State
from core.links import absolute

PURPOSE = "own"
LIFE = timedelta(hours=24)
AT_ONCE = 500
AGAIN = timedelta(days=1)
UNCONFIRMED_FOR = timedelta(hours=48)


def ask(email: str, *, network: str, at: datetime) -> None:
    """Send the link, if anything is kept under this address; at most once a day.

    The caller says the same in any case: who commented is nobody else's business.
    """
    hashes = email_hmacs(email, at=at)
    since = at - letters.DAY
    if not comments_of(hashes).exists():
        return
    if letters.sent(Letter.Kind.OWN, since, address_hmac__in=hashes) >= 1:
        return
    if network and letters.sent(Letter.Kind.OWN, since, network_hmac=network) >= (
        letters.PER_NETWORK
    ):
        return
    word = tokens.letter_word(PURPOSE, " ".join(_in_use(hashes)), at=at)
    values = {"link": absolute(reverse("comments:yours", args=[word]))}
    subject = _("Your comments on %s") % settings.SITE_NAME
    letters.send(Letter.Kind.OWN, subject, values, to=email, at=at, network_hmac=network)


def read(word: str, *, at: datetime) -> list[str] | None:
    """The hashes of the address behind the link; None when it is forged or has run out."""
    said = tokens.read_letter_word(word, PURPOSE, at=at, life=LIFE)
    return None if said is None else said.split()


def comments_of(hashes: Collection[str]) -> CommentQuerySet:
    """Every comment that is still tied to the address with these hashes, newest first."""
    tied = Q(email_hmac__in=hashes) | Q(identity__email_hmac__in=hashes)
    return Comment.objects.filter(tied).order_by("-pk")


def export(hashes: Collection[str]) -> list[dict[str, Any]]:
    """Everything kept about the writer of this address, for machines and people alike."""
    rows = comments_of(hashes).prefetch_related("revisions")
    return [
        {
            "address": absolute(row.get_absolute_url()),
            "name": row.name,
            "email": row.email,
            "text": row.text,
            "about": row.about,
            "earlier_texts": [earlier.text for earlier in row.revisions.all()],
            "written": row.created_at.isoformat(),
            "state": row.state,
            "wants_replies": row.wants_replies,
        }
        for row in rows.iterator(chunk_size=200)
    ]


def ask_erasure(hashes: Collection[str], *, keep_text: bool, at: datetime) -> None:
    """Note the wish for each hash under which something is kept; it is done after
    COMMENT_ERASURE_HOURS. Asking again changes how."""
    due = at + timedelta(hours=settings.COMMENT_ERASURE_HOURS)
    with transaction.atomic():
        for hashed in hashes:
            Erasure.objects.update_or_create(
                email_hmac=hashed,
                defaults={"keep_text": keep_text},
                create_defaults={"keep_text": keep_text, "asked_at": at, "due_at": due},
            )


def wish_of(hashes: Collection[str]) -> Erasure | None:
    """The wish that stands for an address."""
    return Erasure.objects.filter(email_hmac__in=hashes).order_by("due_at").first()


def cancel_erasure(hashes: Collection[str]) -> None:
    """Take the wish back; harmless when there is none."""
    Erasure.objects.filter(email_hmac__in=hashes).delete()


def erase_due(at: datetime) -> int:
    """Do what was asked for and is due; returns how many comments were erased."""
    return sum(_erase(wish, at) for wish in Erasure.objects.filter(due_at__lte=at)[:20])


def forget_old(at: datetime) -> int:
    """Forget what nobody will read again: withdrawn, spam, rejected, never confirmed."""
    withdrawn = at - timedelta(days=settings.COMMENT_WITHDRAWN_DAYS)
    rejected = at - timedelta(days=settings.COMMENT_REJECTED_DAYS)
    decided = Q(decisions__version=F("version"))
    short = Q(state__in=[State.WITHDRAWN, State.SPAM], decisions__at__lt=withdrawn) & decided
    long = Q(state=State.REJECTED, decisions__at__lt=rejected) & decided
    silent = Q(state=State.UNCONFIRMED, created_at__lt=at - UNCONFIRMED_FOR)
    kinds = (short, long, silent)
    free = [holding.free(Comment.objects.filter(kind))[:AT_ONCE] for kind in kinds]
    return sum(_erase_all(rows, at=at) for rows in free)


def _in_use(hashes: Collection[str]) -> list[str]:
    """Those of the hashes under which something is kept."""
    kept = Comment.objects.filter(email_hmac__in=hashes).order_by().values_list("email_hmac")
    proved = Identity.objects.filter(email_hmac__in=hashes).order_by().values_list("email_hmac")
    return sorted({hashed for (hashed,) in kept.union(proved)})


def _erase(wish: Erasure, at: datetime) -> int:
    """What a legal hold keeps is asked for again each day, until the hold is lifted."""
    theirs = comments_of([wish.email_hmac]).exclude(state=State.ERASED)
    done = _erase_all(holding.free(theirs)[:AT_ONCE], keep_text=wish.keep_text, at=at)
    if done < AT_ONCE and theirs.exists():
        Erasure.objects.filter(pk=wish.pk).update(due_at=at + AGAIN)
    elif done < AT_ONCE:
        with transaction.atomic():
            Identity.objects.filter(email_hmac=wish.email_hmac).delete()
            wish.delete()
    return done


def _erase_all(rows: CommentQuerySet, *, at: datetime, keep_text: bool = False) -> int:
    done = 0
    for row in list(rows):
        moderation.erase(row, by=None, version=row.version, keep_text=keep_text, at=at)
        done += 1
    return done
