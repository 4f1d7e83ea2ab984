"""Which addresses search engines should know: stories by month, lists, and the news of two days.

Reads columns, never whole rows, and only what has passed the gate. Months are those of UTC, in
which both databases keep time, so that a story stays in its part whatever zone the site has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Case, CharField, Count, F, Max, When
from django.db.models.functions import Cast, Coalesce, Substr
from django.urls import reverse
from django.utils.encoding import iri_to_uri

from articles import changes, series
from articles.cards import SUBJECTS
from articles.models import Byline, Citation, Edition, EditionTag
from articles.reading import corrected_at
from articles.visibility import live_condition
from core.links import absolute
from core.xml import legal

# The protocol allows 50,000 addresses in a part, and 1,000 in a part with news.
PART_SIZE = 5_000
LAST_NUMBER = 10_000
COLUMNS = [
    "path",
    "sort_at",
    "live_from",
    "is_major_change",
    "corrected",
    "recorded",
    "lead_image__file",
]
LISTS = 10_000
NEWS_SIZE = 1_000
NEWS_AGE = timedelta(days=2)


@dataclass(frozen=True)
class Place:
    """An address, when it last changed where that is known, and a picture on it."""

    address: str
    changed: datetime | None = None
    image: str = ""


@dataclass(frozen=True)
class Part:
    """Some of the stories first published in a month; ``number`` counts from one."""

    year: int
    month: int
    number: int
    changed: datetime


@dataclass(frozen=True)
class News:
    """A story of the last two days, and since when it stands as it does."""

    address: str
    title: str
    published: datetime
    placed: datetime


def parts(at: datetime) -> list[Part]:
    """The parts that hold every live story, newest month first. Two queries."""
    month_of = Substr(Cast("sort_at", CharField()), 1, 7)
    major = Case(When(is_major_change=True, then=F("live_from")), default=F("sort_at"))
    months = (
        Edition.objects.live(at)
        .order_by()
        .annotate(month=month_of, corrected=corrected_at(at))
        .values("month")
        .annotate(stories=Count("pk"), major=Max(major), corrected_last=Max("corrected"))
        .values_list("month", "stories", "major", "corrected_last")
        .order_by("-month")
    )
    told = Edition.objects.live(at).filter(
        citations__relation__in=SUBJECTS, citations__work__standing_at__isnull=False
    )
    standings = told.order_by().annotate(month=month_of).values_list("month")
    recorded = dict(standings.annotate(last=Max("citations__work__standing_at")))
    return [
        Part(
            int(month[:4]),
            int(month[5:]),
            number,
            max(filter(None, [major, corrected, recorded.get(month)])),
        )
        for month, stories, major, corrected in months
        for number in range(1, 2 + (stories - 1) // PART_SIZE)
    ]


def stories(year: int, month: int, number: int, *, at: datetime) -> list[Place]:
    """The stories of one part, oldest first; none for a part that does not exist. One query."""
    if not (1 <= month <= 12 and MINYEAR <= year < MAXYEAR and 1 <= number <= LAST_NUMBER):
        return []
    start = datetime(year, month, 1, tzinfo=UTC)
    end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
    rows = (
        Edition.objects.live(at)
        .filter(sort_at__gte=start, sort_at__lt=end)
        .annotate(corrected=corrected_at(at), recorded=changes.recorded_at())
        .order_by("sort_at", "id")
        .values_list(*COLUMNS, named=True)
    )
    first = (number - 1) * PART_SIZE
    return [_story(row) for row in rows[first : first + PART_SIZE]]


def news(at: datetime) -> list[News]:
    """The stories first published in the two days before ``at``, newest first. One query."""
    rows = (
        Edition.objects.live(at)
        .filter(sort_at__gt=at - NEWS_AGE)
        .order_by("-sort_at", "-id")
        .values_list("path", "headline", "sort_at", "live_from")
    )
    return [
        News(_address(path), legal(headline), published, placed)
        for path, headline, published, placed in rows[:NEWS_SIZE]
        if published is not None and placed is not None
    ]


def lists(at: datetime) -> list[Place]:
    """The pages that list live stories, each with its newest. Eight queries."""
    fixed = ["home", "people", "journals", "corrections", "archive", "digests", "all_series"]
    return [
        *(Place(absolute(reverse(f"articles:{name}"))) for name in fixed),
        *_sections(at),
        *_tags(at),
        *_people(at),
        *(Place(absolute(one.get_absolute_url())) for one in series.public(at)),
        *_journals(at),
        *_issues(at),
        *_works(at),
    ]


def _story(row: Any) -> Place:
    major = changes.major_change(row.sort_at, row.live_from, is_major=row.is_major_change)
    changed = max(moment for moment in (row.sort_at, major, row.corrected, row.recorded) if moment)
    image = row.lead_image__file
    address = absolute(default_storage.url(image)) if image else ""
    return Place(_address(row.path), changed, address)


def _address(path: str) -> str:
    # Spelt out: looking the pattern up for each of thousands takes most of a second.
    return absolute(iri_to_uri(f"/{path}/"))


def _sections(at: datetime) -> Iterator[Place]:
    """Those with stories, and those above them."""
    rows = Edition.objects.live(at).order_by().values_list("section__path")
    newest: dict[str, datetime] = {}
    for path, moment in rows.annotate(newest=Max("sort_at")):
        words = path.split("/")
        for depth in range(1, len(words) + 1):
            above = "/".join(words[:depth])
            newest[above] = max(moment, newest.get(above, moment))
    for path, moment in sorted(newest.items()):
        yield Place(_address(path), moment)


def _tags(at: datetime) -> Iterator[Place]:
    live = EditionTag.objects.filter(live_condition(at, "content_object__")).order_by("tag__slug")
    rows = live.values_list("tag__slug").annotate(newest=Max("content_object__sort_at"))
    for slug, moment in rows[:LISTS]:
        yield Place(absolute(reverse("articles:tag", kwargs={"slug": slug})), moment)


def _people(at: datetime) -> Iterator[Place]:
    live = Byline.objects.filter(live_condition(at, "edition__")).order_by("person__slug")
    rows = live.values_list("person__slug").annotate(newest=Max("edition__sort_at"))
    for slug, moment in rows[:LISTS]:
        yield Place(absolute(reverse("articles:person", kwargs={"slug": slug})), moment)


def _journals(at: datetime) -> Iterator[Place]:
    journal = Coalesce("work__journal__slug", "issue__journal__slug")
    live = Citation.objects.filter(live_condition(at, "edition__")).annotate(journal=journal)
    rows = live.exclude(journal=None).order_by("journal").values_list("journal")
    for slug, moment in rows.annotate(newest=Max("edition__sort_at"))[:LISTS]:
        yield Place(absolute(reverse("articles:journal", kwargs={"slug": slug})), moment)


def _issues(at: datetime) -> Iterator[Place]:
    live = Citation.objects.filter(live_condition(at, "edition__")).annotate(
        journal=Coalesce("work__issue__journal__slug", "issue__journal__slug"),
        numbers=Coalesce("work__issue__path", "issue__path"),
    )
    rows = live.exclude(numbers=None).order_by("journal", "numbers")
    found = rows.values_list("journal", "numbers").annotate(newest=Max("edition__sort_at"))
    for slug, numbers, moment in found[:LISTS]:
        volume, _slash, issue = numbers.partition("/")
        words = {"slug": slug, "volume": volume, "issue": issue}
        yield Place(absolute(reverse("articles:issue", kwargs=words)), moment)


def _works(at: datetime) -> Iterator[Place]:
    live = Citation.objects.filter(live_condition(at, "edition__")).exclude(work=None)
    rows = live.order_by("work").values_list("work", "work__doi")
    for number, doi, moment in rows.annotate(newest=Max("edition__sort_at"))[:LISTS]:
        key = doi or str(number)
        yield Place(absolute(reverse("articles:work", kwargs={"key": key})), moment)
