"""The calendar: which day, which zone, for whom, at which cost."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from newsroom.calendar import asked_span, calendar_for, month_of, week_of
from tests.factories.articles import EditionFactory, EmbargoFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 2, 12, 14, 41, tzinfo=UTC)
TODAY = date(2026, 2, 12)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def wren():
    return UserFactory(writer=True)


def shown(user, span=None):
    weeks = calendar_for(user, span or week_of(TODAY), at=NOW).weeks
    return [
        (day.day.day, entry.clock, entry.word, entry.headline)
        for week in weeks
        for day in week
        for entry in day.entries
    ]


def test_week_has_planned_embargoed_and_scheduled_stories(wren):
    EditionFactory(headline="Planned", planned_for=date(2026, 2, 13))
    EditionFactory(headline="Clock", scheduled=True, live_from=NOW + timedelta(hours=8))
    held = EditionFactory(headline="Held", created_by=wren)
    EmbargoFactory(articles=[held.article], lifts_at=NOW + timedelta(hours=6))

    assert shown(wren) == [
        (12, "15:41", "embargo lifts", "Held"),
        (12, "17:41", "goes live", "Clock"),
        (13, "", "planned", "Planned"),
    ]


def test_day_is_that_of_the_newsroom(wren):
    EditionFactory(headline="Late", scheduled=True, live_from=datetime(2026, 2, 14, 3, tzinfo=UTC))

    assert shown(wren) == [(13, "22:00", "goes live", "Late")]


def test_embargoed_story_is_in_no_calendar_of_others(wren):
    held = EditionFactory(planned_for=TODAY)
    EmbargoFactory(articles=[held.article])

    assert shown(wren) == []


def test_days_around_the_span_are_left_out(wren):
    EditionFactory(planned_for=date(2026, 2, 8))
    EditionFactory(planned_for=date(2026, 2, 16))

    assert shown(wren) == []


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ({"week": "2026-W53"}, date(2026, 12, 28), date(2027, 1, 3)),
        ({"week": "2025-W53"}, date(2026, 2, 9), date(2026, 2, 15)),
        ({"week": "next"}, date(2026, 2, 9), date(2026, 2, 15)),
        ({"week": "9999-W53"}, date(2026, 2, 9), date(2026, 2, 15)),
        ({"month": "2026-03"}, date(2026, 2, 23), date(2026, 4, 5)),
        ({"month": "2026-13"}, date(2026, 2, 9), date(2026, 2, 15)),
    ],
)
def test_span_is_whole_weeks(asked, first, last):
    span = asked_span(**({"week": "", "month": ""} | asked), today=TODAY)

    assert (span.first, span.last) == (first, last)


def test_weeks_and_months_follow_each_other():
    week, month = week_of(date(2026, 12, 30)), month_of(date(2026, 1, 31))

    assert (week.before, week.after) == ("?week=2026-W52", "?week=2027-W01")
    assert (month.before, month.after) == ("?month=2025-12", "?month=2026-02")


@pytest.mark.parametrize("count", [1, 3])
def test_month_costs_three_queries(wren, count, django_assert_num_queries):
    EditionFactory.create_batch(count, planned_for=TODAY)
    EditionFactory.create_batch(count, scheduled=True)
    wren.get_all_permissions()

    with django_assert_num_queries(3):
        calendar_for(wren, month_of(TODAY), at=NOW)


@pytest.mark.parametrize("query", ["", "?week=2026-W08", "?month=2026-02", "?month=0000-00"])
def test_page_opens_and_names_the_zone(client, wren, query):
    client.force_login(wren)

    page = client.get(reverse("desk_calendar") + query)

    assert "Times EST, New York." in page.content.decode()


def test_moderator_has_no_calendar(client):
    client.force_login(UserFactory(moderator=True))

    assert client.get(reverse("desk_calendar")).status_code == 403
    assert "This week" not in client.get(reverse("admin:index")).content.decode()


def test_calendar_takes_no_post(client, wren):
    client.force_login(wren)

    assert client.post(reverse("desk_calendar")).status_code == 405
