"""How long a comment usually waits for a moderator, measured from the last decisions."""

from __future__ import annotations

from datetime import timedelta
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Decision
from comments.states import State

LOOKED_AT = 100
_ENOUGH = 5


def usual_wait() -> timedelta | None:
    """The median time from a comment's arrival to a person's first word on it, over the last
    hundred decisions; None while there are too few to say."""
    decided = (
        Decision.objects.filter(from_state=State.HELD).exclude(by_name="").order_by("-at", "-id")
    )
    pairs = decided.values_list("at", "comment__created_at")[:LOOKED_AT]
    waits = [(at - written).total_seconds() for at, written in pairs]
    return timedelta(seconds=max(0.0, median(waits))) if len(waits) >= _ENOUGH else None


def sentence(wait: timedelta | None) -> str:
    """The wait in words for a reader, rounded up; empty when it is not known."""
    if wait is None:
        return ""
    minutes = -(-int(wait.total_seconds()) // 60) or 1
    if minutes <= 90:
        return ngettext(
            "Half of all comments are decided within %d minute.",
            "Half of all comments are decided within %d minutes.",
            minutes,
        ) % (minutes)
    hours = -(-minutes // 60)
    if hours <= 48:
        return _("Half of all comments are decided within %d hours.") % hours
    return _("Half of all comments are decided within %d days.") % -(-hours // 24)
