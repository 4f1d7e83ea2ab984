"""How often does this network write? Some is a hint; what is too much says ``limits``."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import ngettext

from comments.models import Comment
from comments.spam.candidate import Candidate, Vote

CODE = "rate"
WINDOW = timedelta(minutes=10)
_MANY = 3


def vote(candidate: Candidate) -> Vote | None:
    networks = candidate.networks
    if not networks:
        return None
    since = candidate.at - WINDOW
    rows = Comment.objects.filter(network_hmac__in=networks, created_at__gt=since)
    count = rows.order_by()[: settings.COMMENT_RATE].count()
    return Vote(CODE, {"count": count}) if count >= _MANY else None


def sentence(facts: dict[str, Any]) -> str:
    count = int(facts["count"])
    return ngettext(
        "%d other comment came from the same network within ten minutes.",
        "%d other comments came from the same network within ten minutes.",
        count,
    ) % (count)
