"""Knows what a clock on a wall means: a day, a time and an IANA zone become one instant, or none.

Where clocks jump forward a time does not exist; where they are set back it happens twice. Neither
is guessed. The rules of the zones come from the tz database (RFC 6557) by way of ``zoneinfo``.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone
from django.utils.dateformat import DateFormat
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.errors import Refused

FIRST, SECOND = 0, 1


class NoSuchTime(Refused):
    """The clocks jump over it. ``before`` and ``after`` are what the wall shows around the gap."""

    def __init__(self, message: str, *, before: datetime, after: datetime) -> None:
        super().__init__(message)
        self.before = before
        self.after = after


class TimeTwice(Refused):
    """It happens twice: at the ``first`` and the ``second`` instant, with the zone's ``names``.

    The instants are in UTC: Python never finds times in such an hour equal across zones (PEP 495).
    """

    def __init__(
        self, message: str, *, first: datetime, second: datetime, names: list[str]
    ) -> None:
        super().__init__(message)
        self.first = first
        self.second = second
        self.names = names


def place(zone_name: str) -> str:
    """The place an IANA zone is named after: "New York"."""
    return zone_name.rsplit("/", 1)[-1].replace("_", " ")


def abroad(moment: datetime, zone: str) -> str:
    """The clock time in a person's own zone: "23:00 in Berlin"; "" where it is the same."""
    if zone not in every_zone():
        return ""
    there = moment.astimezone(ZoneInfo(zone))
    if there.utcoffset() == timezone.localtime(moment).utcoffset():
        return ""
    return _("%(clock)s in %(place)s") % {"clock": f"{there:%H:%M}", "place": place(zone)}


def in_zone(moment: datetime, zone: str) -> str:
    """A moment as clocks in ``zone`` show it: "12 Feb 2026, 17:00 EST (New York)"."""
    known = zone if zone in every_zone() else "UTC"
    there = moment.astimezone(ZoneInfo(known))
    return f"{date_format(there, 'j M Y, H:i')} {short_name(moment, known)} ({place(known)})"


def short_name(moment: datetime, zone: str) -> str:
    """What the zone is called at that moment: "EST", or "UTC+0545" where it has no letters."""
    name = moment.astimezone(ZoneInfo(zone)).tzname() or ""
    return f"UTC{name}" if name.startswith(("+", "-")) else name


def zoned(moment: datetime | None) -> str:
    """A moment in the current time zone, with the zone: "12 Feb 2026, 17:00 EST"."""
    if moment is None:
        return ""
    # As the format "j M Y, H:i T" writes it, whose signs need not be read each time.
    local = DateFormat(timezone.localtime(moment))
    return f"{local.j()} {local.M()} {local.Y()}, {local.H()}:{local.i()} {local.T()}"


def day(moment: datetime | None) -> str:
    """The day of a moment in the current time zone: "12 Feb 2026"."""
    if moment is None:
        return ""
    return date_format(timezone.localtime(moment), "j M Y")


def iso(moment: datetime | None) -> str:
    """A moment for machines, ISO 8601 with its offset, to the second."""
    if moment is None:
        return ""
    return timezone.localtime(moment).isoformat(timespec="seconds")


@cache
def every_zone() -> frozenset[str]:
    """All names of the tz database, read once."""
    return frozenset(available_timezones())


@cache
def zone_names() -> frozenset[str]:
    """The zones named after a place, and UTC. "EST" is none: it has no summer."""
    return frozenset(
        name
        for name in every_zone()
        if "/" in name and not name.startswith(("Etc/", "SystemV/", "posix/", "right/", "US/"))
    ) | {"UTC"}


def resolve(wall: datetime, zone: str, *, fold: int | None = None) -> datetime:
    """The instant (in UTC) at which clocks in ``zone`` show the naive ``wall``.

    ``fold`` says which of two is meant, ``FIRST`` or ``SECOND``; where there is one only it is
    ignored. Raises ``NoSuchTime``, ``TimeTwice`` without a ``fold``, and ``Refused`` for a zone
    that is no name of the tz database.
    """
    if zone not in every_zone():
        raise Refused(_("“%s” is not a time zone. Choose one such as Europe/Berlin.") % zone)
    here = ZoneInfo(zone)
    try:
        readings = [wall.replace(tzinfo=here, fold=one) for one in (FIRST, SECOND)]
        first, second = (reading.astimezone(UTC) for reading in readings)
    except OverflowError as error:
        raise Refused(_("Choose a day in this century.")) from error
    if first == second:
        return first
    if first.astimezone(here).replace(tzinfo=None) != wall:
        raise _no_such_time(wall, zone, second, first)
    if fold is None:
        raise _twice(wall, zone, first, second)
    return second if fold == SECOND else first


def _no_such_time(wall: datetime, zone: str, early: datetime, late: datetime) -> NoSuchTime:
    """Find the jump, which lies between the two readings of the missing time."""
    here = ZoneInfo(zone)
    low, high = early - timedelta(seconds=1), late + timedelta(seconds=1)
    offset = low.astimezone(here).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(here).utcoffset() == offset:
            low = middle
        else:
            high = middle
    jump = high.replace(microsecond=0)
    after = jump.astimezone(here).replace(tzinfo=None)
    before = (jump - timedelta(seconds=1)).astimezone(here).replace(tzinfo=None)
    before += timedelta(seconds=1)
    facts = {"what": _words(wall), "place": place(zone)}
    said = _("%(what)s does not exist in %(place)s.") % facts
    jumped = _("The clocks jump from %(before)s to %(after)s.") % {
        "before": _around(before, after),
        "after": _around(after, before),
    }
    return NoSuchTime(f"{said} {jumped}", before=before, after=after)


def _around(wall: datetime, other: datetime) -> str:
    """The clock, with its day where the jump crosses midnight."""
    return f"{wall:%H:%M}" if wall.date() == other.date() else _words(wall)


def _twice(wall: datetime, zone: str, first: datetime, second: datetime) -> TimeTwice:
    names = [short_name(moment, zone) for moment in (first, second)]
    facts = {"what": _words(wall), "place": place(zone), "first": names[0], "second": names[1]}
    said = _(
        "%(what)s happens twice in %(place)s. Choose the first (%(first)s) or the second"
        " (%(second)s)."
    )
    return TimeTwice(said % facts, first=first, second=second, names=names)


def _words(wall: datetime) -> str:
    return _("%(clock)s on %(day)s") % {
        "clock": f"{wall:%H:%M}",
        "day": date_format(wall.date(), "j F Y"),
    }
