"""What a wall clock means, at the moments where clocks change: none early, none wrong."""

from datetime import UTC, datetime

import pytest

from core.errors import Refused
from core.wall_time import (
    FIRST,
    SECOND,
    NoSuchTime,
    TimeTwice,
    abroad,
    every_zone,
    in_zone,
    place,
    resolve,
    zone_names,
)

BERLIN, NEW_YORK, LONDON = "Europe/Berlin", "America/New_York", "Europe/London"
SYDNEY, LORD_HOWE, APIA = "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Apia"
KATHMANDU, KOLKATA, CHATHAM = "Asia/Kathmandu", "Asia/Kolkata", "Pacific/Chatham"
ST_JOHNS, CAIRO, GAZA, LISBON = "America/St_Johns", "Africa/Cairo", "Asia/Gaza", "Europe/Lisbon"
CASABLANCA, DUBLIN, SAO_PAULO = "Africa/Casablanca", "Europe/Dublin", "America/Sao_Paulo"
KIRITIMATI, HONOLULU, TEHRAN = "Pacific/Kiritimati", "Pacific/Honolulu", "Asia/Tehran"

# Offsets were worked out by hand from the laws of each zone, not by the library under test.
PLAIN = [
    ("2026-02-12 17:00", NEW_YORK, "2026-02-12 22:00"),
    ("2026-07-15 17:00", NEW_YORK, "2026-07-15 21:00"),
    ("2026-03-08 01:59", NEW_YORK, "2026-03-08 06:59"),
    ("2026-03-08 03:00", NEW_YORK, "2026-03-08 07:00"),
    ("2026-03-08 17:00", NEW_YORK, "2026-03-08 21:00"),
    ("2026-03-07 17:00", NEW_YORK, "2026-03-07 22:00"),
    ("2026-11-01 00:59", NEW_YORK, "2026-11-01 04:59"),
    ("2026-11-01 02:00", NEW_YORK, "2026-11-01 07:00"),
    ("2026-10-31 17:00", NEW_YORK, "2026-10-31 21:00"),
    ("2026-11-01 17:00", NEW_YORK, "2026-11-01 22:00"),
    ("2026-12-31 23:59", NEW_YORK, "2027-01-01 04:59"),
    ("2028-02-29 17:00", NEW_YORK, "2028-02-29 22:00"),
    ("2028-02-29 23:59", NEW_YORK, "2028-03-01 04:59"),
    ("2026-03-29 01:59", BERLIN, "2026-03-29 00:59"),
    ("2026-03-29 03:00", BERLIN, "2026-03-29 01:00"),
    ("2026-10-25 01:59", BERLIN, "2026-10-24 23:59"),
    ("2026-10-25 03:00", BERLIN, "2026-10-25 02:00"),
    ("2026-01-01 00:00", BERLIN, "2025-12-31 23:00"),
    ("2028-02-29 00:30", BERLIN, "2028-02-28 23:30"),
    ("2026-03-20 16:00", LONDON, "2026-03-20 16:00"),
    ("2026-03-29 02:00", LONDON, "2026-03-29 01:00"),
    ("2026-07-01 23:30", LONDON, "2026-07-01 22:30"),
    ("2026-10-25 02:00", LONDON, "2026-10-25 02:00"),
    ("2026-03-29 02:00", DUBLIN, "2026-03-29 01:00"),
    ("2026-03-29 02:00", LISBON, "2026-03-29 01:00"),
    ("2026-10-04 01:59", SYDNEY, "2026-10-03 15:59"),
    ("2026-10-04 03:00", SYDNEY, "2026-10-03 16:00"),
    ("2026-04-05 01:59", SYDNEY, "2026-04-04 14:59"),
    ("2026-04-05 03:00", SYDNEY, "2026-04-04 17:00"),
    ("2026-10-04 01:59", LORD_HOWE, "2026-10-03 15:29"),
    ("2026-10-04 02:30", LORD_HOWE, "2026-10-03 15:30"),
    ("2026-04-05 01:29", LORD_HOWE, "2026-04-04 14:29"),
    ("2026-04-05 02:00", LORD_HOWE, "2026-04-04 15:30"),
    ("2011-12-29 23:59", APIA, "2011-12-30 09:59"),
    ("2011-12-31 00:00", APIA, "2011-12-30 10:00"),
    ("2026-07-01 12:00", APIA, "2026-06-30 23:00"),
    ("2026-02-28 05:45", KATHMANDU, "2026-02-28 00:00"),
    ("2028-02-29 05:44", KATHMANDU, "2028-02-28 23:59"),
    ("1985-12-31 23:59", KATHMANDU, "1985-12-31 18:29"),
    ("1986-01-01 00:15", KATHMANDU, "1985-12-31 18:30"),
    ("2026-06-01 05:30", KOLKATA, "2026-06-01 00:00"),
    ("2026-06-01 12:45", CHATHAM, "2026-06-01 00:00"),
    ("2026-09-27 03:45", CHATHAM, "2026-09-26 14:00"),
    ("2026-07-01 00:00", ST_JOHNS, "2026-07-01 02:30"),
    ("2026-03-08 03:00", ST_JOHNS, "2026-03-08 05:30"),
    ("2026-01-01 00:00", KIRITIMATI, "2025-12-31 10:00"),
    ("2026-12-31 23:59", HONOLULU, "2027-01-01 09:59"),
    ("2026-07-01 12:00", TEHRAN, "2026-07-01 08:30"),
    ("2026-01-15 12:00", SAO_PAULO, "2026-01-15 15:00"),
    ("2026-07-01 12:00", CAIRO, "2026-07-01 09:00"),
    ("2026-02-28 23:59", "UTC", "2026-02-28 23:59"),
    ("2000-02-29 12:00", "UTC", "2000-02-29 12:00"),
]
MISSING = [
    ("2026-03-08 02:00", NEW_YORK, "from 02:00 to 03:00"),
    ("2026-03-08 02:30", NEW_YORK, "from 02:00 to 03:00"),
    ("2026-03-08 02:59", NEW_YORK, "from 02:00 to 03:00"),
    ("2026-03-29 02:00", BERLIN, "from 02:00 to 03:00"),
    ("2026-03-29 02:59", BERLIN, "from 02:00 to 03:00"),
    ("2026-03-29 01:30", LONDON, "from 01:00 to 02:00"),
    ("2026-10-04 02:30", SYDNEY, "from 02:00 to 03:00"),
    ("2026-10-04 02:00", LORD_HOWE, "from 02:00 to 02:30"),
    ("2026-10-04 02:29", LORD_HOWE, "from 02:00 to 02:30"),
    ("2011-12-30 00:00", APIA, "to 00:00 on 31 December 2011"),
    ("2011-12-30 23:59", APIA, "to 00:00 on 31 December 2011"),
    ("1986-01-01 00:07", KATHMANDU, "from 00:00 to 00:15"),
    ("2026-09-27 03:00", CHATHAM, "from 02:45 to 03:45"),
    ("2026-04-24 00:30", CAIRO, "from 00:00 to 01:00"),
    ("2018-11-04 00:30", SAO_PAULO, "from 00:00 to 01:00"),
]
TWICE = [
    ("2026-11-01 01:00", NEW_YORK, "2026-11-01 05:00", "2026-11-01 06:00"),
    ("2026-11-01 01:30", NEW_YORK, "2026-11-01 05:30", "2026-11-01 06:30"),
    ("2026-11-01 01:59", NEW_YORK, "2026-11-01 05:59", "2026-11-01 06:59"),
    ("2026-10-25 02:00", BERLIN, "2026-10-25 00:00", "2026-10-25 01:00"),
    ("2026-10-25 02:59", BERLIN, "2026-10-25 00:59", "2026-10-25 01:59"),
    ("2026-10-25 01:30", LONDON, "2026-10-25 00:30", "2026-10-25 01:30"),
    ("2026-10-25 01:30", DUBLIN, "2026-10-25 00:30", "2026-10-25 01:30"),
    ("2026-04-05 02:30", SYDNEY, "2026-04-04 15:30", "2026-04-04 16:30"),
    ("2026-04-05 01:30", LORD_HOWE, "2026-04-04 14:30", "2026-04-04 15:00"),
    ("2026-04-05 01:59", LORD_HOWE, "2026-04-04 14:59", "2026-04-04 15:29"),
    ("2026-04-05 03:00", CHATHAM, "2026-04-04 13:15", "2026-04-04 14:15"),
    ("2026-11-01 01:30", ST_JOHNS, "2026-11-01 04:00", "2026-11-01 05:00"),
]


def wall(text):
    return datetime.fromisoformat(text)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("shown", "zone", "expected"), PLAIN)
@pytest.mark.parametrize("fold", [None, FIRST, SECOND])
def test_resolve_time_that_is_once(shown, zone, expected, fold):
    assert resolve(wall(shown), zone, fold=fold) == utc(expected)


@pytest.mark.parametrize(("shown", "zone", "jump"), MISSING)
@pytest.mark.parametrize("fold", [None, FIRST, SECOND])
def test_resolve_time_that_is_not(shown, zone, jump, fold):
    with pytest.raises(NoSuchTime, match=jump):
        resolve(wall(shown), zone, fold=fold)


@pytest.mark.parametrize(("shown", "zone", "first", "second"), TWICE)
def test_resolve_time_that_is_twice(shown, zone, first, second):
    with pytest.raises(TimeTwice, match="happens twice") as refused:
        resolve(wall(shown), zone)

    assert (refused.value.first, refused.value.second) == (utc(first), utc(second))
    assert resolve(wall(shown), zone, fold=FIRST) == utc(first)
    assert resolve(wall(shown), zone, fold=SECOND) == utc(second)


def test_the_table_is_long_enough():
    assert len(PLAIN) + len(MISSING) + len(TWICE) >= 60


def test_missing_time_says_the_way_out():
    with pytest.raises(NoSuchTime) as refused:
        resolve(wall("2026-03-08 02:30"), NEW_YORK)

    assert str(refused.value) == (
        "02:30 on 8 March 2026 does not exist in New York. The clocks jump from 02:00 to 03:00."
    )
    assert refused.value.after == wall("2026-03-08 03:00")


@pytest.mark.parametrize("zone", ["EST", "Eastern", "", "Europe/Atlantis", "../etc/passwd", "\0"])
def test_short_names_and_nonsense_are_no_choice(zone):
    assert zone not in zone_names()


@pytest.mark.parametrize("zone", ["", "Europe/Atlantis", "../etc/passwd", "\0"])
def test_resolve_unknown_zone_refused(zone):
    with pytest.raises(Refused, match="not a time zone"):
        resolve(wall("2026-02-12 17:00"), zone)


@pytest.mark.parametrize("shown", ["0001-01-01 00:00", "9999-12-31 23:59"])
def test_resolve_at_the_ends_of_time_refused(shown):
    with pytest.raises(Refused, match="century"):
        resolve(wall(shown), NEW_YORK if shown[0] == "9" else BERLIN)


def test_every_choice_is_a_zone():
    assert zone_names() < every_zone()
    assert {BERLIN, NEW_YORK, "UTC"} < zone_names()


def test_in_zone_names_the_zone_and_the_place():
    assert in_zone(utc("2026-02-12 22:00"), NEW_YORK) == "12 Feb 2026, 17:00 EST (New York)"
    assert in_zone(utc("2026-02-12 22:00"), KATHMANDU) == "13 Feb 2026, 03:45 UTC+0545 (Kathmandu)"


def test_abroad_says_nothing_where_clocks_agree():
    assert abroad(utc("2026-02-12 22:00"), "America/Toronto") == ""
    assert abroad(utc("2026-02-12 22:00"), BERLIN) == "23:00 in Berlin"
    assert abroad(utc("2026-02-12 22:00"), "nowhere") == ""


def test_place_is_the_last_part():
    assert place(LORD_HOWE) == "Lord Howe"
