"""Digests: the stories that first appeared on a day or in a week, and what was put right then.

Days are those of the site's zone; weeks are those of ISO 8601, from Monday.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models.functions import TruncDate
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Correction, Edition, EditionQuerySet
from articles.reading import live_corrections
from core.links import absolute

DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
WEEK = re.compile(r"(\d{4})-w(\d{2})")
DAYS_SHOWN, WEEKS_SHOWN = 14, 8
MOST = 100


@dataclass(frozen=True)
class Period:
    """A day or a week; ``word`` is its part of an address."""

    word: str
    first: date
    days: int

    @property
    def start(self) -> datetime:
        return _midnight(self.first)

    @property
    def end(self) -> datetime:
        return _midnight(self.first + timedelta(days=self.days))

    @property
    def name(self) -> str:
        if self.days == 1:
            return date_format(self.first, "l, j F Y")
        last = self.first + timedelta(days=6)
        form = "j F Y" if last.year != self.first.year else "j F"
        form = "j" if last.month == self.first.month else form
        ends = {"first": date_format(self.first, form), "last": date_format(last, "j F Y")}
        return _("%(first)s to %(last)s") % ends


def period(word: str) -> Period | None:
    """The day or week an address names ("2026-11-25", "2026-w48"), or None for no such thing."""
    try:
        if found := DAY.fullmatch(word):
            first = date(*map(int, found.groups()))
            return Period(word, first, 1) if first.year > date.min.year else None
        if found := WEEK.fullmatch(word):
            first = date.fromisocalendar(int(found[1]), int(found[2]), 1)
            return Period(word, first, 7) if date.min.year < first.year < date.max.year else None
    except ValueError:
        return None
    return None


def day_of(first: date) -> Period:
    return Period(first.isoformat(), first, 1)


def week_of(first: date) -> Period:
    year, week, _day = first.isocalendar()
    return Period(f"{year}-w{week:02}", date.fromisocalendar(year, week, 1), 7)


def stories(of: Period, *, at: datetime, sections: Sequence[int] | None = None) -> EditionQuerySet:
    """The live editions of stories that first appeared then, newest first."""
    rows = Edition.objects.live(at).filter(sort_at__gte=of.start, sort_at__lt=of.end)
    rows = rows if sections is None else rows.filter(section__in=sections)
    return rows.for_lists()[:MOST]


def corrections(
    of: Period, *, at: datetime, sections: Sequence[int] | None = None
) -> list[tuple[Correction, Edition]]:
    """What was put right then, with the story as readers see it. Two queries."""
    rows = list(live_corrections(at).filter(at__gte=of.start, at__lt=of.end)[:MOST])
    live = Edition.objects.live(at).filter(article__in=[row.article_id for row in rows])
    if sections is not None:
        live = live.filter(section__in=sections)
    by_article = {story.article_id: story for story in live.for_lists()}
    return [(row, by_article[row.article_id]) for row in rows if row.article_id in by_article]


def recent(at: datetime) -> tuple[list[Period], list[Period]]:
    """The days and weeks up to now in which stories appeared, newest first. One query."""
    since = at - timedelta(weeks=WEEKS_SHOWN)
    rows = Edition.objects.live(at).filter(sort_at__gte=since).order_by()
    zone = ZoneInfo(settings.TIME_ZONE)
    found = rows.annotate(day=TruncDate("sort_at", tzinfo=zone)).values_list("day", flat=True)
    days = sorted(set(found.distinct()), reverse=True)
    weeks = dict.fromkeys(week_of(day) for day in days)
    return [day_of(day) for day in days][:DAYS_SHOWN], list(weeks)[:WEEKS_SHOWN]


def as_text(
    of: Period,
    rows: Sequence[Edition],
    put_right: Sequence[tuple[Correction, Edition]],
    *,
    title: str,
    address: str,
) -> str:
    """A digest as plain text, for the text part of a mail."""
    blocks = [f"{title}\n{of.name}"]
    for row in rows:
        lines = [row.headline, row.standfirst, absolute(row.get_absolute_url())]
        blocks.append("\n".join(filter(None, lines)))
    if put_right:
        blocks.append(_("Put right"))
    for correction, story in put_right:
        said = f"{correction.get_kind_display()}: {correction.text}"
        blocks.append(f"{said}\n{story.headline}\n{absolute(story.get_absolute_url())}")
    blocks.append(f"{_('Read this on the site')}: {absolute(address)}")
    return "\n\n".join(blocks) + "\n"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(settings.TIME_ZONE))
