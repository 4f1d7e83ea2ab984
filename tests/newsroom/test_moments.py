"""Moments in words: with a zone, and "today" only beside the clock time."""

from datetime import UTC, date, datetime, timedelta

import pytest

from newsroom.moments import (
    abroad,
    at_clock,
    due_clock,
    in_full,
    late_by,
    place,
    planned_clock,
    since,
)

# 09:41 in New York.
NOW = datetime(2026, 2, 12, 14, 41, tzinfo=UTC)


def test_title_says_date_time_zone_and_place():
    assert in_full(NOW) == "Thursday 12 February 2026, 09:41 EST, New York"


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("America/New_York", "New York"),
        ("Europe/Berlin", "Berlin"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("UTC", "UTC"),
    ],
)
def test_place_of_a_zone(zone, expected):
    assert place(zone) == expected


@pytest.mark.parametrize(
    ("moment", "first", "second"),
    [
        (datetime(2026, 2, 12, 23, tzinfo=UTC), "18:00", "today, EST"),
        (datetime(2026, 2, 13, 4, 59, tzinfo=UTC), "23:59", "today, EST"),
        (datetime(2026, 2, 13, 5, tzinfo=UTC), "00:00", "tomorrow, EST"),
        (datetime(2026, 2, 12, 4, tzinfo=UTC), "23:00", "yesterday, EST"),
        (datetime(2026, 2, 14, 11, tzinfo=UTC), "06:00", "Sat 14 Feb, EST"),
        (datetime(2026, 7, 1, 11, tzinfo=UTC), "07:00", "Wed 1 Jul, EDT"),
        (datetime(2027, 1, 1, 11, tzinfo=UTC), "06:00", "1 Jan 2027, EST"),
    ],
)
def test_clock_names_day_and_zone(moment, first, second):
    clock = at_clock(moment, NOW)

    assert (clock.first, clock.second) == (first, second)


@pytest.mark.parametrize(
    ("delay", "expected"),
    [
        (timedelta(minutes=-5), ""),
        (timedelta(seconds=59), ""),
        (timedelta(minutes=41), "41 min late"),
        (timedelta(hours=1, minutes=41), "1 h 41 min late"),
        (timedelta(days=1, hours=3), "1 day late"),
        (timedelta(days=12), "12 days late"),
    ],
)
def test_delay_in_words(delay, expected):
    assert late_by(delay) == expected


def test_due_time_that_is_over_says_how_late():
    clock = due_clock(NOW - timedelta(minutes=101), NOW)

    assert (clock.first, clock.late) == ("due 08:00", "1 h 41 min late")


@pytest.mark.parametrize(
    ("day", "late"), [(date(2026, 2, 12), ""), (date(2026, 2, 10), "2 days late")]
)
def test_planned_day_is_late_from_the_next_day_on(day, late):
    assert planned_clock(day, NOW).late == late


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Europe/Berlin", "15:41 in Berlin"),
        ("Asia/Kathmandu", "20:26 in Kathmandu"),
        ("America/New_York", ""),
        ("America/Toronto", ""),
        ("", ""),
        ("Mars/Olympus", ""),
    ],
)
def test_same_moment_where_the_person_lives(zone, expected):
    assert abroad(NOW, zone) == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 2, 12, 14, 12, tzinfo=UTC), "09:12 EST today"),
        (datetime(2026, 2, 10, 14, 12, tzinfo=UTC), "10 Feb 2026, 09:12 EST"),
    ],
)
def test_moment_inside_a_sentence(moment, expected):
    assert since(moment, NOW) == expected
