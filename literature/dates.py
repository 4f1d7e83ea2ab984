"""Dates of publication as far as they are known: year, perhaps month, day, season, range.

Stored as text in the Extended Date/Time Format (ISO 8601-2): 2026, 2026-01, 2026-01-29,
2026-21 (spring), 2025-03/2025-04, 1950~. Never padded to the first of January.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

FIRST_YEAR, LAST_YEAR = 1500, 2100
MONTHS = list(calendar.month_name)
MONTHS_SHORT = list(calendar.month_abbr)
SEASONS = ["", "Spring", "Summer", "Autumn", "Winter"]
SEASON_WORDS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
SEASON_CODE = 20
EDTF = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<circa>~)?", re.ASCII
)


class DateError(ValueError):
    """What was typed is no date of publication; the message says why."""


@dataclass(frozen=True)
class PartialDate:
    """A date known to some precision. `season` is 1 to 4 from spring; `end` closes a range."""

    year: int
    month: int | None = None
    day: int | None = None
    season: int | None = None
    circa: bool = False
    end: PartialDate | None = None

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise DateError(
                _("The year %(year)s is outside %(first)s to %(last)s.")
                % {"year": self.year, "first": FIRST_YEAR, "last": LAST_YEAR}
            )
        if self.month is not None and not 1 <= self.month <= 12:
            raise DateError(_("There is no month %(month)s.") % {"month": self.month})
        if self.day is not None and not 1 <= self.day <= self._days_in_month():
            raise DateError(
                _("%(month)s %(year)s has no day %(day)s.")
                % {"month": MONTHS[self.month or 1], "year": self.year, "day": self.day}
            )
        if self.end is not None and self.end.sort_key < self.sort_key:
            raise DateError(_("The range ends before it begins."))

    def _days_in_month(self) -> int:
        return calendar.monthrange(self.year, self.month or 1)[1]

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read the stored form; raises DateError."""
        start, slash, end = text.strip().partition("/")
        first = cls._parse_one(start)
        return replace(first, end=cls._parse_one(end)) if slash else first

    @classmethod
    def read(cls, text: str) -> PartialDate:
        """Read a date as people and PubMed write it: 29 January 2026, 2025 Mar-Apr, Spring 1998.

        Raises DateError.
        """
        cleaned = " ".join(text.replace("\u2013", "-").replace("\u2014", "-").split()).strip(" .,;")
        try:
            return cls.parse(cleaned)
        except DateError:
            if EDTF.fullmatch(cleaned.partition("/")[0]):
                raise
        return _read_words(cleaned)

    @classmethod
    def from_csl(cls, value: dict[str, Any] | None) -> PartialDate | None:
        """Read a CSL or Crossref date; None for an empty one ([[null]]) or an unreadable one."""
        value = value or {}
        try:
            dates = [
                cls._from_parts(parts)
                for parts in value.get("date-parts") or []
                if parts and parts[0]
            ]
            if not dates:
                spoken = value.get("raw") or value.get("literal")
                return cls.read(str(spoken)) if spoken else None
            first = dates[0]
            if value.get("season") and first.month is None:
                first = replace(first, season=int(value["season"]))
            return replace(
                first, circa=bool(value.get("circa")), end=dates[1] if len(dates) > 1 else None
            )
        except (DateError, ValueError, TypeError):
            return None

    @classmethod
    def _from_parts(cls, parts: list[Any]) -> PartialDate:
        known = [int(part) for part in parts[:3] if part not in (None, "")] + [None, None]
        return cls(year=known[0] or 0, month=known[1], day=known[2])

    @classmethod
    def _parse_one(cls, text: str) -> PartialDate:
        found = EDTF.fullmatch(text)
        if not found:
            raise _unreadable(text)
        year, circa = int(found["year"]), bool(found["circa"])
        month = int(found["month"]) if found["month"] else None
        if month and SEASON_CODE < month <= SEASON_CODE + 4 and not found["day"]:
            return cls(year, season=month - SEASON_CODE, circa=circa)
        return cls(year, month, int(found["day"]) if found["day"] else None, circa=circa)

    def __str__(self) -> str:
        text = f"{self.year:04d}"
        if self.season:
            text += f"-{SEASON_CODE + self.season}"
        elif self.month:
            text += f"-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")
        text += "~" if self.circa else ""
        return f"{text}/{self.end}" if self.end else text

    @property
    def sort_key(self) -> str:
        """Sorts as text; unknown parts count as 00, a season as its first month."""
        month = self.month or (self.season or 0) * 3
        return f"{self.year:04d}-{month:02d}-{self.day or 0:02d}"

    def display(self) -> str:
        """The date for a reader: 29 January 2026, Spring 2026, March–April 2025, about 1950."""
        if self.end:
            return f"{self._shown_start()}\u2013{self.end._shown()}"
        return _("about %(date)s") % {"date": self._shown()} if self.circa else self._shown()

    def _shown(self) -> str:
        return f"{self._shown_day_and_month()} {self.year}".strip()

    def _shown_start(self) -> str:
        if self.end and self.year == self.end.year and (self.month or self.season):
            same_month = self.day and self.end.day and self.month == self.end.month
            return str(self.day) if same_month else self._shown_day_and_month()
        return self._shown()

    def _shown_day_and_month(self) -> str:
        if self.season:
            return pgettext("season", SEASONS[self.season])
        name = pgettext("month", MONTHS[self.month]) if self.month else ""
        return f"{self.day} {name}" if self.day else name

    def to_csl(self) -> dict[str, Any]:
        """The CSL-JSON form: date-parts, with season and circa where they apply."""
        spans = [self, self.end] if self.end else [self]
        value: dict[str, Any] = {
            "date-parts": [[p for p in (s.year, s.month, s.day) if p] for s in spans]
        }
        if self.season:
            value["season"] = self.season
        if self.circa:
            value["circa"] = True
        return value


def normalise_date(text: str) -> str:
    """Give the stored form of a date as typed, empty for empty; raises DateError."""
    return str(PartialDate.read(text)) if text.strip() else ""


def _unreadable(text: str) -> DateError:
    return DateError(
        _("“%(date)s” is not a date we can read. Write 2026, 2026-01 or 2026-01-29.")
        % {"date": text}
    )


WORD = re.compile(r"[A-Za-z]+\.?|[0-9]+|-")


def _read_words(text: str) -> PartialDate:
    circa = re.match(r"(?:c(?:a|irca)?\.?|about)\s+(?=.*\d{4})", text, re.IGNORECASE)
    words = WORD.findall(text[circa.end() :] if circa else text)
    halves = [words[: words.index("-")], words[words.index("-") + 1 :]] if "-" in words else [words]
    parts = [_parts_of(half, text) for half in halves]
    if len(parts) == 2:
        parts = _share(*parts)
    dates = [_date_of(part) for part in parts if "year" in part]
    if not dates or len(dates) != len(parts):
        raise DateError(
            _("“%(date)s” has no year. Write 2026, 2026-01 or 2026-01-29.") % {"date": text}
        )
    return replace(dates[0], circa=bool(circa), end=dates[1] if len(dates) > 1 else None)


def _date_of(parts: dict[str, int]) -> PartialDate:
    return PartialDate(
        parts["year"], parts.get("month"), parts.get("day"), season=parts.get("season")
    )


def _parts_of(words: list[str], text: str) -> dict[str, int]:
    parts: dict[str, int] = {}
    for word in words:
        key, value = _meaning(word)
        if key is None or key in parts:
            raise _unreadable(text)
        parts[key] = value
    return parts


def _meaning(word: str) -> tuple[str | None, int]:
    if word.isdigit():
        return ("year" if len(word) == 4 else "day" if len(word) < 3 else None), int(word)
    bare = word.rstrip(".").lower()
    if bare in SEASON_WORDS:
        return "season", SEASON_WORDS[bare]
    for number, name in enumerate(MONTHS):
        if number and len(bare) > 2 and name.lower().startswith("sep" if bare == "sept" else bare):
            return "month", number
    return None, 0


def _share(start: dict[str, int], end: dict[str, int]) -> list[dict[str, int]]:
    # "2025 Mar-Apr" gives the year once, "Mar 3-5, 2025" the month as well.
    if "year" not in start or "year" not in end:
        start, end = {**_only(end, "year"), **start}, {**_only(start, "year"), **end}
    if "day" in start and "day" in end:
        start, end = {**_only(end, "month"), **start}, {**_only(start, "month"), **end}
    return [start, end]


def _only(parts: dict[str, int], key: str) -> dict[str, int]:
    return {key: parts[key]} if key in parts else {}
