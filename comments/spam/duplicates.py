"""Was the same text sent elsewhere today?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import ngettext

from comments.models import Comment
from comments.spam.candidate import Candidate, Vote

CODE = "copies"
WINDOW = timedelta(hours=24)
_LOOKED_AT = 50


def vote(candidate: Candidate) -> Vote | None:
    since = candidate.at - WINDOW
    rows = Comment.objects.filter(text_hash=candidate.text_hash, created_at__gte=since)
    stories = set(rows.order_by().values_list("article_id", flat=True)[:_LOOKED_AT])
    stories.discard(candidate.article_id)
    return Vote(CODE, {"count": len(stories)}) if stories else None


def sentence(facts: dict[str, Any]) -> str:
    count = int(facts["count"])
    return ngettext(
        "The same text was sent to %d other story within a day.",
        "The same text was sent to %d other stories within a day.",
        count,
    ) % (count)
