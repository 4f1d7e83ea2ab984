"""Moments as the desk says them: always with a zone, "today" only beside the clock time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.wall_time import abroad, place

MINUTES_IN_HOUR = 60


@dataclass(frozen=True)
class Clock:
    """What stands in the time column: two short lines, how late, and the same moment abroad."""

    first: str
    second: str = ""
    late: str = ""
    abroad: str = ""
    moment: datetime | None = None


def in_full(now: datetime) -> str:
    """The line under the desk's title: "Thursday 12 February 2026, 09:41 EST, New York"."""
    local = timezone.localtime(now)
    return f"{date_format(local, 'l j F Y, H:i T')}, {place(timezone.get_current_timezone_name())}"


def day_words(day: date, today: date) -> str:
    """A day beside a clock time: "today", "tomorrow", "yesterday" or "Thu 12 Feb"."""
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    return near.get((day - today).days) or date_format(
        day, "D j M" if day.year == today.year else "j M Y"
    )


def since(moment: datetime, now: datetime) -> str:
    """A moment inside a sentence: "09:12 EST today" or "12 Feb 2026, 17:00 EST"."""
    local = timezone.localtime(moment)
    if local.date() == timezone.localtime(now).date():
        return _("%(clock)s today") % {"clock": date_format(local, "H:i T")}
    return date_format(local, "j M Y, H:i T")


def late_by(delay: timedelta) -> str:
    """How late something is: "41 min late", "1 h 41 min late", "2 days late"; "" when it is not."""
    minutes = int(delay.total_seconds() // 60)
    if minutes < 1:
        return ""
    if delay.days:
        return ngettext("%d day late", "%d days late", delay.days) % delay.days
    hours, rest = divmod(minutes, MINUTES_IN_HOUR)
    if not hours:
        return _("%d min late") % rest
    return _("%(hours)d h %(minutes)d min late") % {"hours": hours, "minutes": rest}


def at_clock(moment: datetime, now: datetime, *, zone: str = "") -> Clock:
    """The time column for a moment: "18:00" over "today, EST"; ``zone`` is the reader's own."""
    return Clock(_clock(moment), _day_and_zone(moment, now), "", abroad(moment, zone), moment)


def due_clock(moment: datetime, now: datetime, *, zone: str = "") -> Clock:
    """The same for something to be done by then: "due 18:00", and how late it is."""
    first = _("due %(clock)s") % {"clock": _clock(moment)}
    second = _day_and_zone(moment, now)
    return Clock(first, second, late_by(now - moment), abroad(moment, zone), moment)


def planned_clock(day: date, now: datetime) -> Clock:
    """The same for a day without a time: "planned" over the day."""
    today = timezone.localtime(now).date()
    return Clock(_("planned"), date_format(day, "j M Y"), late_by(today - day))


def _clock(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "H:i")


def _day_and_zone(moment: datetime, now: datetime) -> str:
    local = timezone.localtime(moment)
    day = day_words(local.date(), timezone.localtime(now).date())
    return f"{day}, {date_format(local, 'T')}"
