"""When a page ends by the clock: at the latest when anything that readers see changes by itself.

The rooms that know such moments register a function; this one only asks them and keeps the answer
until the tag ``clock`` is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.utils import timezone

Source = Callable[[datetime], datetime | None]
CLOCK = "clock"

_sources: list[Source] = []
_known: dict[str, tuple[int, datetime | None]] = {}


def register(source: Source) -> None:
    """Ask this function ``f(at)`` too for the first moment after ``at`` that changes a page."""
    if source not in _sources:
        _sources.append(source)


def next_change(at: datetime, generation: int) -> datetime | None:
    """The first such moment after ``at``. ``generation`` says when the clock was last forgotten."""
    known = _known.get(CLOCK)
    if known and known[0] == generation and (known[1] is None or known[1] > at):
        return known[1]
    moments = [moment for source in _sources if (moment := source(at)) is not None]
    found = min(moments, default=None)
    _known[CLOCK] = (generation, found)
    return found


def end_of(at: datetime, change: datetime | None) -> datetime:
    """The end of a page made at ``at``: that change, and never after the day here or in UTC."""
    here = timezone.localtime(at)
    days = (_midnight(at.astimezone(UTC)), _midnight(here))
    return min([*days, *([change] if change else [])])


def _midnight(moment: datetime) -> datetime:
    """The beginning of the next day in the zone of ``moment``."""
    day = (moment + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return day.astimezone(UTC) if day.astimezone(UTC) > moment else moment + timedelta(hours=1)
