"""The calendar of the desk: what is planned, lifts or goes live on which day, in three queries."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import permissions
from articles.models import Edition
from articles.models.edition import EditionQuerySet
from core.models import User
from core.wall_time import abroad

MOST = 400
WEEK = timedelta(days=7)
YEARS = range(2000, 2100)
ASKED_WEEK = re.compile(r"(\d{4})-W(\d{1,2})", re.ASCII)
ASKED_MONTH = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)


@dataclass(frozen=True)
class Entry:
    """A story on a day: its shape, when, in a word what happens, and the same moment abroad."""

    edition_id: int
    headline: str
    state: str
    word: str
    moment: datetime | None = None
    abroad: str = ""

    @property
    def clock(self) -> str:
        return date_format(timezone.localtime(self.moment), "H:i") if self.moment else ""


@dataclass(frozen=True)
class Day:
    """A day with its stories, those without a time last."""

    day: date
    is_today: bool
    is_outside: bool = False
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Span:
    """The days asked for: whole weeks from a Monday, as a week or around a month."""

    first: date
    last: date
    title: str
    before: str
    after: str
    month: int = 0

    @property
    def is_month(self) -> bool:
        return self.month > 0


@dataclass(frozen=True)
class Calendar:
    """Weeks of days; ``is_cut`` when there were more stories than are shown."""

    span: Span
    weeks: list[list[Day]]
    is_cut: bool

    @property
    def is_empty(self) -> bool:
        return not any(day.entries for week in self.weeks for day in week)


def asked_span(*, week: str, month: str, today: date) -> Span:
    """The span two parameters ask for; what is no week or month is this week."""
    found = ASKED_MONTH.fullmatch(month)
    if found and int(found[1]) in YEARS and 1 <= int(found[2]) <= 12:  # noqa: PLR2004 - months
        return month_of(date(int(found[1]), int(found[2]), 1))
    found = ASKED_WEEK.fullmatch(week)
    if found and int(found[1]) in YEARS:
        try:
            return week_of(date.fromisocalendar(int(found[1]), int(found[2]), 1))
        except ValueError:
            return week_of(today)
    return week_of(today)


def week_of(day: date) -> Span:
    """The week a day lies in, from Monday (ISO 8601)."""
    first = day - timedelta(days=day.weekday())
    last = first + WEEK - timedelta(days=1)
    title = _("%(first)s to %(last)s") % {
        "first": date_format(first, "j M"),
        "last": date_format(last, "j M Y"),
    }
    return Span(first, last, title, _week_name(first - WEEK), _week_name(first + WEEK))


def _week_name(day: date) -> str:
    year, week, _weekday = day.isocalendar()
    return f"?week={year}-W{week:02d}"


def month_of(day: date) -> Span:
    """The whole weeks around the month a day lies in."""
    begin = day.replace(day=1)
    after = (begin + timedelta(days=31)).replace(day=1)
    before = (begin - timedelta(days=1)).replace(day=1)
    end = after - timedelta(days=1)
    return Span(
        begin - timedelta(days=begin.weekday()),
        end + timedelta(days=6 - end.weekday()),
        date_format(begin, "F Y"),
        f"?month={before:%Y-%m}",
        f"?month={after:%Y-%m}",
        month=begin.month,
    )


def calendar_for(user: User, span: Span, *, at: datetime) -> Calendar:
    """What a person may know of the span at ``at``; days and times in the newsroom's zone."""
    begin, end = _midnight(span.first), _midnight(span.last + timedelta(days=1))
    rows = _editions(user)
    planned = rows.open().filter(planned_for__range=(span.first, span.last))
    lifting = rows.open().filter(
        article__embargoed_until__gte=begin, article__embargoed_until__lt=end
    )
    clocked = rows.filter(live_from__gte=begin, live_from__lt=end)
    found = [list(some.order_by("id")[: MOST + 1]) for some in (planned, lifting, clocked)]
    by_day: dict[date, list[Entry]] = {}
    for day, entry in _entries(found, user.time_zone, at):
        by_day.setdefault(day, []).append(entry)
    return Calendar(span, _weeks(span, by_day, at), any(len(some) > MOST for some in found))


def _editions(user: User) -> EditionQuerySet:
    shown = Q(article__withdrawn_at=None) & permissions.seen_by(user)
    fields = ("headline", "number", "planned_for", "live_from", "article__embargoed_until")
    return Edition.objects.filter(shown).select_related("article").only(*fields)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _entries(found: list[list[Edition]], zone: str, at: datetime) -> list[tuple[date, Entry]]:
    planned, lifting, clocked = (some[:MOST] for some in found)
    made = []
    for one in clocked:
        if one.live_from is None:
            continue
        is_out = one.live_from <= at
        word = _("live") if is_out else _("goes live")
        made.append(_at_moment(one, "live" if is_out else "scheduled", word, one.live_from, zone))
    for one in lifting:
        until = one.article.embargoed_until
        if until is not None:
            made.append(_at_moment(one, "embargo", _("embargo lifts"), until, zone))
    for one in planned:
        if one.planned_for is not None:
            entry = Entry(one.pk, one.headline, "draft", _("planned"))
            made.append((one.planned_for, entry))
    return made


def _at_moment(
    edition: Edition, state: str, word: str, moment: datetime, zone: str
) -> tuple[date, Entry]:
    entry = Entry(edition.pk, edition.headline, state, word, moment, abroad(moment, zone))
    return timezone.localtime(moment).date(), entry


def _weeks(span: Span, by_day: dict[date, list[Entry]], at: datetime) -> list[list[Day]]:
    today = timezone.localtime(at).date()
    count = (span.last - span.first).days + 1
    days = [
        Day(
            day,
            day == today,
            span.is_month and day.month != span.month,
            sorted(by_day.get(day, []), key=_by_clock),
        )
        for day in (span.first + timedelta(days=number) for number in range(count))
    ]
    return [days[start : start + 7] for start in range(0, count, 7)]


def _by_clock(entry: Entry) -> tuple[bool, float, int]:
    moment = entry.moment
    return moment is None, moment.timestamp() if moment else 0.0, entry.edition_id
