"""How often does this network write? Some is a hint, too much has to wait."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.conf import settings
from django.utils.translation import ngettext

from comments.models import Comment
from comments.spam.candidate import Candidate, Vote

CODE = "rate"
PAUSE = timedelta(seconds=10)
WINDOW = timedelta(minutes=10)
DAY = timedelta(hours=24)
PER_DAY = 20
_MANY = 3


def wait(network_hmac: str, *, at: datetime) -> int:
    """Seconds until this network may write again; 0 when it may now.

    One comment in ten seconds, COMMENT_RATE in ten minutes, twenty in a day.
    """
    if not network_hmac:
        return 0
    times = _times(network_hmac, since=at - DAY, at_most=PER_DAY)
    buckets = ((1, PAUSE), (settings.COMMENT_RATE, WINDOW), (PER_DAY, DAY))
    return max(_wait(times, size, window, at) for size, window in buckets)


def vote(candidate: Candidate) -> Vote | None:
    if not candidate.network_hmac:
        return None
    since = candidate.at - WINDOW
    count = len(_times(candidate.network_hmac, since=since, at_most=settings.COMMENT_RATE))
    return Vote(CODE, {"count": count}) if count >= _MANY else None


def sentence(facts: dict[str, Any]) -> str:
    count = int(facts["count"])
    return ngettext(
        "%d other comment came from the same network within ten minutes.",
        "%d other comments came from the same network within ten minutes.",
        count,
    ) % (count)


def _times(network_hmac: str, *, since: datetime, at_most: int) -> list[datetime]:
    rows = Comment.objects.filter(network_hmac=network_hmac, created_at__gt=since)
    return list(rows.order_by("-created_at").values_list("created_at", flat=True)[:at_most])


def _wait(times: list[datetime], size: int, window: timedelta, at: datetime) -> int:
    """``times`` is newest first; the bucket is free once its ``size``-th newest is too old."""
    if len(times) < size:
        return 0
    return max(0, ceil((times[size - 1] + window - at).total_seconds()))
