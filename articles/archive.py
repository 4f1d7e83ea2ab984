"""The archive by date: years, months, and the stories first published in a month.

Months are those of the site's zone, as readers see them on the stories.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max, Min
from django.db.models.functions import TruncMonth
from django.utils import timezone

from articles.models import Edition, EditionQuerySet


def years(at: datetime) -> list[int]:
    """From the year of the newest live story to that of the oldest. One query."""
    ends = Edition.objects.live(at).aggregate(first=Min("sort_at"), last=Max("sort_at"))
    if ends["first"] is None:
        return []
    first, last = (timezone.localtime(ends[name]).year for name in ("first", "last"))
    return list(range(last, first - 1, -1))


def months(year: int, at: datetime) -> list[datetime]:
    """The months of a year in which a live story was first published, newest first. One query."""
    rows = _between((year, 1), (year + 1, 1), at)
    found = rows.order_by().annotate(month=TruncMonth("sort_at")).values_list("month", flat=True)
    return sorted(found.distinct(), reverse=True)


def stories(year: int, month: int, at: datetime) -> EditionQuerySet:
    """The live editions of stories first published in that month, newest first."""
    return _between((year, month), (year + month // 12, month % 12 + 1), at).for_lists()


def _between(start: tuple[int, int], end: tuple[int, int], at: datetime) -> EditionQuerySet:
    zone = ZoneInfo(settings.TIME_ZONE)
    first, last = (datetime(year, month, 1, tzinfo=zone) for year, month in (start, end))
    return Edition.objects.live(at).filter(sort_at__gte=first, sort_at__lt=last)
