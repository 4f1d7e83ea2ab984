"""The archive by date: years, months, and the stories first published in a month.

Months are those of the site's zone, as readers see them on the stories.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, QuerySet, Subquery
from django.utils import timezone

from articles.models import Edition, EditionQuerySet
from core.prepared import Prepared

MONTHS = range(1, 13)


def years(at: datetime) -> list[int]:
    """From the year of the newest live story to that of the oldest. One query."""
    live = Edition.objects.live(at)
    # Two steps into an index; a database that is asked for both ends at once walks it all.
    first = live.order_by("sort_at", "id").values("sort_at")[:1]
    last = live.order_by("-sort_at", "-id").annotate(first=Subquery(first))
    for moments in last.values_list("sort_at", "first")[:1]:
        newest, oldest = (timezone.localtime(moment).year for moment in moments)
        return list(range(newest, oldest - 1, -1))
    return []


def months(year: int, at: datetime) -> list[datetime]:
    """The months of a year in which a live story was first published, newest first. One query."""
    starts = {f"start_{month}": _start(year, month) for month in MONTHS}
    for there in _months(at=at, end=_start(year + 1, 1), **starts):
        return [_start(year, month) for month in reversed(MONTHS) if there[month - 1]]
    return []


@Prepared
def _months(*, at: datetime, end: datetime, **starts: datetime) -> QuerySet[Edition, Any]:
    """One row that says of each month whether it has a story; none for a year without."""
    ends = [*starts.values(), end]
    live = Edition.objects.live(at)
    found = {
        f"has_{month}": Exists(live.filter(sort_at__gte=first, sort_at__lt=last))
        for month, first, last in zip(MONTHS, ends, ends[1:], strict=False)
    }
    newest = live.filter(sort_at__gte=ends[0], sort_at__lt=end).order_by("-sort_at", "-id")
    return newest.annotate(**found).values_list(*found)[:1]


def stories(year: int, month: int, at: datetime) -> EditionQuerySet:
    """The live editions of stories first published in that month, newest first."""
    return _between((year, month), _after(year, month), at).for_lists()


def _between(start: tuple[int, int], end: tuple[int, int], at: datetime) -> EditionQuerySet:
    return Edition.objects.live(at).filter(sort_at__gte=_start(*start), sort_at__lt=_start(*end))


def _after(year: int, month: int) -> tuple[int, int]:
    return year + month // 12, month % 12 + 1


def _start(year: int, month: int) -> datetime:
    return datetime(year, month, 1, tzinfo=ZoneInfo(settings.TIME_ZONE))
