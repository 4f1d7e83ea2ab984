"""How often a network and a writer may comment."""

from datetime import UTC, datetime, timedelta

import pytest

from comments.fingerprints import network_hmac
from comments.limits import wait, waiting_sentence
from tests.factories.comments import CommentFactory, IdentityFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)


def sent(ages, **values):
    for age in ages:
        CommentFactory(created_at=NOON - timedelta(seconds=age), **values)


def test_writer_of_an_address_waits_on_any_network():
    sent([3], email_hmac="a")

    assert wait(["n"], addresses=["a", "older"], at=NOON) == 7
    assert wait(["n"], addresses=["b"], at=NOON) == 0


def test_typed_address_keeps_nobody_from_writing_who_proved_it():
    identity = IdentityFactory(email_hmac="a")
    sent([3, 4, 5], email_hmac="a", network_hmac="flooder")

    assert wait(["n"], identity=identity, addresses=["a"], at=NOON) == 0


@pytest.mark.parametrize(
    ("ages", "seconds"),
    [
        ([1, 2], 0),
        ([1, 2, 3], 7),
        ([11] * 17, 0),
        ([11] * 18, 589),
        ([700] * 59, 0),
        ([700] * 60, 85_700),
    ],
)
def test_confirmed_writer_may_write_three_times_as_much(ages, seconds):
    identity = IdentityFactory(email_hmac="a")
    sent(ages, email_hmac="a", identity=identity, network_hmac="n")

    assert wait(["n"], identity=identity, at=NOON) == seconds


def test_network_is_known_under_its_key_of_the_month_before():
    sent([3], network_hmac="earlier")

    assert wait(["now", "earlier"], at=NOON) == 7


def test_neighbours_of_one_ipv6_network_share_a_bucket():
    address = "2001:db8:1:2::{}"
    sent([3], network_hmac=network_hmac(address.format(1), at=NOON))

    assert wait([network_hmac(address.format("ffff"), at=NOON)], at=NOON) == 7
    assert wait([network_hmac("2001:db8:1:3::1", at=NOON)], at=NOON) == 0


def test_buckets_are_settings(settings):
    settings.COMMENT_PAUSE, settings.COMMENT_RATE, settings.COMMENT_RATE_DAY = 1, 2, 3
    sent([5, 6], network_hmac="n")
    sent([700, 800, 900], network_hmac="m")

    assert (wait(["n"], at=NOON), wait(["m"], at=NOON)) == (594, 85_500)


def test_zero_is_no_limit(settings):
    settings.COMMENT_PAUSE = settings.COMMENT_RATE = settings.COMMENT_RATE_DAY = 0
    sent([1] * 30, network_hmac="n")

    assert (wait(["n"], at=NOON), wait(["new"], at=NOON)) == (0, 0)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 second "), (59, "59 seconds"), (61, "2 minutes"), (5_400, "90 minutes")]
    + [(5_401, "2 hours"), (86_400, "24 hours")],
)
def test_wait_is_said_in_words(seconds, words):
    assert f"Wait {words}" in waiting_sentence(seconds)
    assert "kept below" in waiting_sentence(seconds)
