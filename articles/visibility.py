"""The gate: which edition of a story readers see at which moment. Every channel starts here.

An edition is visible in the half-open interval [live_from, live_until). Nothing else decides:
no flag, no job. Withdrawing a story ends the interval of its live edition.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from django.db.models import Q


class Interval(Protocol):
    """Anything with a beginning and an end of visibility, each an aware datetime or None."""

    live_from: datetime | None
    live_until: datetime | None


def live_condition(at: datetime, prefix: str = "") -> Q:
    """The condition for sets: visible at ``at``. ``prefix`` leads to the edition ("edition__")."""
    return Q(**{f"{prefix}live_from__lte": at}) & (
        Q(**{f"{prefix}live_until": None}) | Q(**{f"{prefix}live_until__gt": at})
    )


def is_live(interval: Interval, at: datetime) -> bool:
    """The same rule for one edition."""
    if interval.live_from is None or interval.live_from > at:
        return False
    return interval.live_until is None or interval.live_until > at


class Embargoed(Protocol):
    """Anything that knows until when it is under embargo."""

    embargoed_until: datetime | None


def open_condition(at: datetime, prefix: str = "") -> Q:
    """The condition for sets: no secret at ``at``, because of no embargo, or seen by readers."""
    return (
        Q(**{f"{prefix}article__embargoed_until": None})
        | Q(**{f"{prefix}article__embargoed_until__lte": at})
        | Q(**{f"{prefix}live_from__lte": at})
    )


def is_secret(interval: Interval, story: Embargoed, at: datetime) -> bool:
    """Whether one edition of a story must not be known of, not even on the whole desk."""
    if story.embargoed_until is None or story.embargoed_until <= at:
        return False
    return interval.live_from is None or interval.live_from > at


def next_change(intervals: Iterable[Interval], at: datetime) -> datetime | None:
    """The first moment after ``at`` at which the visibility of any of these changes."""
    moments = [
        moment
        for interval in intervals
        for moment in (interval.live_from, interval.live_until)
        if moment is not None and moment > at
    ]
    return min(moments, default=None)
