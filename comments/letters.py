"""Letters to readers and moderators: few, plain, and none that an address did not ask for.

Every letter is written down before it leaves, so that no address gets more than its share. A
letter that cannot be sent is tried again at the next run.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from comments import confirming, tokens
from comments.fingerprints import email_hmac, email_hmacs
from comments.models import Comment, Identity, Letter
from core.links import absolute
from core.mail import send_plain
from core.pages.watch import exactly

logger = logging.getLogger(__name__)
DAY = timedelta(hours=24)
PER_NETWORK = 5  # confirmations a day, so that nobody floods strangers from one machine
KEPT = timedelta(days=2)
QUIET = "quiet"
_WRITER = "#"  # letters of earlier versions named the writer by a hash instead


def send_confirmations(at: datetime) -> int:
    """Ask each new address once to confirm; returns how many letters went out."""
    young = Comment.objects.filter(confirmation_due=True, created_at__gt=at - confirming.LIFE)
    return sum(_confirmation(comment, at) for comment in young.order_by("created_at")[:200])


def _confirmation(comment: Comment, at: datetime) -> bool:
    kind = Letter.Kind.CONFIRM
    if sent(kind, at - DAY, address_hmac__in=email_hmacs(comment.email, at=at)) >= 1:
        return False
    network = comment.network_hmac
    if network and sent(kind, at - DAY, network_hmac=network) >= PER_NETWORK:
        return False
    word = confirming.word_for(comment, at=at)
    values = {"link": absolute(reverse("comments:confirm", args=[word]))}
    subject = _("Confirm your e-mail address for %s") % settings.SITE_NAME
    if not send(kind, subject, values, to=comment.email, at=at, network_hmac=network):
        return False
    with exactly():
        Comment.objects.filter(pk=comment.pk).update(confirmation_due=False)
    return True


def send(
    kind: Letter.Kind,
    subject: str,
    values: dict[str, Any],
    *,
    to: str,
    at: datetime,
    network_hmac: str = "",
    writer: int | None = None,
) -> bool:
    """Send ``emails/comment_<kind>.txt``; False when the server refused.

    ``writer`` is the number of the confirmed writer it goes to. It adds the one-click way out
    (RFC 8058) of everything that goes to this address.
    """
    hashed = email_hmac(to, at=at)
    headers = {"Auto-Submitted": "auto-generated"}
    way_out = ""
    if writer:
        word = tokens.letter_word(QUIET, f"{_WRITER}{writer}", at=at)
        way_out = absolute(reverse("comments:quiet", args=[word]))
        headers["List-Unsubscribe"] = f"<{way_out}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter = Letter.objects.create(kind=kind, address_hmac=hashed, network_hmac=network_hmac, at=at)
    whole = values | {"site_name": settings.SITE_NAME, "way_out": way_out}
    try:
        send_plain(subject, f"emails/comment_{kind}.txt", whole, to=to, headers=headers)
    except OSError:
        logger.warning("a letter of the kind %s could not be sent", kind, exc_info=True)
        letter.delete()
        return False
    return True


def forget_letters(at: datetime) -> int:
    """Forget which letters went out; the limits look back a day at most."""
    return Letter.objects.filter(at__lt=at - KEPT).delete()[0]


def sent(kind: str, since: datetime, **whose: str | Collection[str]) -> int:
    """How many letters of a kind went out since then, counted up to the largest limit."""
    return Letter.objects.filter(kind=kind, at__gt=since, **whose)[:PER_NETWORK].count()


def silence(whom: str) -> int:
    """Send no more about replies to whom a letter's word names, under whichever key the address
    stands; returns how many comments it had asked for."""
    rows = Comment.objects.filter(_of(whom), wants_replies=True)
    with exactly():
        return rows.update(wants_replies=False)


def _of(whom: str) -> Q:
    writers = Identity.objects.filter(email_hmac=whom)
    hashes = {whom}
    if whom.startswith(_WRITER):
        writers = Identity.objects.filter(pk=int(whom.removeprefix(_WRITER)))
        hashes = set(writers.exclude(email_hmac="").values_list("email_hmac", flat=True))
    theirs = Comment.objects.filter(Q(identity__in=writers) | Q(email_hmac__in=hashes))
    emails = theirs.exclude(email="").order_by().values_list("email", flat=True).distinct()
    for email in emails:
        hashes |= set(email_hmacs(email))
    return Q(identity__in=writers) | Q(email_hmac__in=hashes)
