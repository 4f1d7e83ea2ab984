"""How often somebody may comment: buckets of ten seconds, ten minutes and a day, for a network and
for a writer. What was refused fills no bucket."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from math import ceil

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Comment, Identity
from core.errors import Refused

WINDOW, DAY = timedelta(minutes=10), timedelta(hours=24)
KNOWN = 3  # so many times as much for whoever proved an address


class TooFast(Refused):
    """Too many comments from one network or writer; ``seconds`` to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(waiting_sentence(seconds))
        self.seconds = seconds


def wait(
    networks: Collection[str],
    *,
    identity: Identity | None = None,
    addresses: Collection[str] = (),
    at: datetime,
) -> int:
    """Seconds until this sender may write again; 0 when it may now.

    ``networks`` and ``addresses`` are hashes, empty where nothing is known. What was sent under an
    address that was only typed counts for nobody who proved it.
    """
    senders = [Q(network_hmac__in=networks)] if networks else []
    if identity:
        senders.append(Q(identity=identity))
    elif addresses:
        senders.append(Q(email_hmac__in=addresses, identity=None))
    times = KNOWN if identity else 1
    return max((_wait(sender, times=times, at=at) for sender in senders), default=0)


def waiting_sentence(seconds: int) -> str:
    """How long to wait, in words, rounded up."""
    if seconds < 60:
        kept = ngettext(
            "Wait %d second and send it again. Your text is kept below.",
            "Wait %d seconds and send it again. Your text is kept below.",
            seconds,
        )
        return kept % seconds
    many = _("Many comments came from you or your network.")
    minutes = -(-seconds // 60)
    if minutes <= 90:
        kept = ngettext(
            "Wait %d minute and send it again. Your text is kept below.",
            "Wait %d minutes and send it again. Your text is kept below.",
            minutes,
        )
        return f"{many} {kept % minutes}"
    hours = -(-minutes // 60)
    kept = ngettext(
        "Wait %d hour and send it again. Your text is kept below.",
        "Wait %d hours and send it again. Your text is kept below.",
        hours,
    )
    return f"{many} {kept % hours}"


def _wait(sender: Q, *, times: int, at: datetime) -> int:
    buckets = (
        (times, timedelta(seconds=settings.COMMENT_PAUSE)),
        (times * settings.COMMENT_RATE, WINDOW),
        (times * settings.COMMENT_RATE_DAY, DAY),
    )
    rows = Comment.objects.filter(sender, created_at__gt=at - DAY, created_at__lte=at)
    rows = rows.order_by("-created_at")
    most = max(size for size, _window in buckets)
    sent = list(rows.values_list("created_at", flat=True)[:most])
    return max(_free(sent, size, window, at) for size, window in buckets)


def _free(sent: list[datetime], size: int, window: timedelta, at: datetime) -> int:
    """``sent`` is newest first; the bucket is free once its ``size``-th newest is too old."""
    if size < 1 or len(sent) < size:
        return 0
    return max(0, ceil((sent[size - 1] + window - at).total_seconds()))
