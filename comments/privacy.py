"""What is kept about the person behind a comment, and when it is forgotten.

A network address is never stored, an e-mail address only for a while; what stays longer is a hash
of it under a key that changes (``comments.fingerprints``). A job forgets it all on schedule.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, F, Q
from django.db.models.functions import Cast

from comments import fingerprints, holding
from comments.ban_models import Ban
from comments.models import Comment, Identity, LegalHold, Lesson, Note, Report
from comments.spam.memory import DAY
from core.pages.watch import exactly

GONE = "forgotten"  # stands where an empty value would say something else


def forget(at: datetime) -> int:
    """Clear addresses and their hashes from comments older than COMMENT_ADDRESS_DAYS, and hashes
    elsewhere once they are of no use or their key is too old.

    Returns how many comments and confirmed writers were changed. The comments themselves stay,
    and so does what a legal hold keeps.
    """
    with transaction.atomic():
        _forget_ended(at)
        _forget_reporters(at)
        Lesson.objects.filter(at__lt=at - DAY).exclude(writer="").update(writer="")
        Note.objects.filter(_is_outdated(at, "at")).update(email_hmac="")
        return _forget_addresses(at) + _forget_identities(at)


@exactly()
def _forget_addresses(at: datetime) -> int:
    before = at - timedelta(days=settings.COMMENT_ADDRESS_DAYS)
    known = ~Q(email="", email_hmac="", network_hmac="")
    rows = holding.free(Comment.objects.filter(known, created_at__lt=before))
    return rows.update(email="", email_hmac="", network_hmac="")


def _forget_identities(at: datetime) -> int:
    """The badge and the browser's proof stay; who knows the address proves it anew."""
    rows = Identity.objects.filter(_is_outdated(at, "confirmed_at"))
    return holding.free_writers(rows).update(email_hmac="")


def _forget_reporters(at: datetime) -> None:
    """A report counts once for each reader, so each keeps a value of its own that names nobody."""
    before = at - timedelta(days=settings.COMMENT_ADDRESS_DAYS)
    own = Cast("pk", CharField())
    Report.objects.filter(at__lt=before).exclude(reporter=own).update(reporter=own)


def _forget_ended(at: datetime) -> None:
    """Whom bans and legal holds were on that ended COMMENT_ADDRESS_DAYS ago. What they were, who
    made them and why stays."""
    before = at - timedelta(days=settings.COMMENT_ADDRESS_DAYS)
    hashed = Q(kind__in=[Ban.Kind.EMAIL, Ban.Kind.NETWORK]) | ~Q(address="")
    ended = Ban.objects.filter(hashed).exclude(value=GONE)
    over = ended.filter(expires_at__lt=before, lifted_at=None)
    over.update(lifted_at=F("expires_at"), lifted_reason="expired")
    ended.filter(lifted_at__lt=before).update(value=GONE, address="")
    holds = LegalHold.objects.filter(lifted_at__lt=before).exclude(email_hmac__in=["", GONE])
    holds.update(email_hmac=GONE)


def _is_outdated(at: datetime, moment: str) -> Q:
    """Hashes of keys no longer asked for; ``moment`` dates those from before keys changed."""
    oldest = fingerprints.oldest(at)
    by_key = Q(email_hmac__gte=fingerprints.FIRST, email_hmac__lt=oldest)
    since = fingerprints.begin(oldest)
    return by_key | Q(
        email_hmac__gt="", email_hmac__lt=fingerprints.FIRST, **{f"{moment}__lt": since}
    )
