"""Hashes of addresses change with their key, and are found as long as they are kept."""

from datetime import UTC, datetime

import pytest
from django.test import override_settings

from comments import fingerprints
from comments.fingerprints import (
    earlier_network_hmacs,
    email_hmac,
    email_hmacs,
    network_hmac,
    steady_hmacs,
)

FEBRUARY = datetime(2026, 2, 12, tzinfo=UTC)
MARCH = datetime(2026, 3, 12, tzinfo=UTC)
AUGUST = datetime(2026, 8, 12, tzinfo=UTC)
ADDRESS = "maren@example.org"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("203.0.113.7", "::ffff:203.0.113.7"),
        ("2001:db8::1", "2001:db8:0:0:ffff::2"),
        (" 203.0.113.7 ", "203.0.113.7"),
    ],
)
def test_addresses_of_one_network_have_one_hash(one, other):
    assert network_hmac(one, at=FEBRUARY) == network_hmac(other, at=FEBRUARY)


@pytest.mark.parametrize("other", ["203.0.113.8", "2001:db8:0:1::1"])
def test_other_networks_have_other_hashes(other):
    hashes = {network_hmac(one, at=FEBRUARY) for one in ("203.0.113.7", "2001:db8::1", other)}

    assert len(hashes) == 3


def test_key_of_the_network_changes_with_the_month():
    assert network_hmac("203.0.113.7", at=FEBRUARY) != network_hmac("203.0.113.7", at=MARCH)


@pytest.mark.parametrize("none", ["", "unix:", "999.1.1.1", "localhost"])
def test_no_address_has_no_hash(none):
    assert network_hmac(none, at=FEBRUARY) == ""


def test_hash_of_an_address_depends_on_the_secret():
    with override_settings(SECRET_KEY="another"):
        other = email_hmac("maren@example.org")

    assert email_hmac("Maren@example.org") == email_hmac("maren@example.org ")
    assert email_hmac("maren@example.org") != other


def test_hash_of_an_address_changes_with_the_generation_of_keys():
    assert email_hmac(ADDRESS, at=FEBRUARY) == email_hmac(ADDRESS, at=MARCH)
    assert email_hmac(ADDRESS, at=FEBRUARY)[8:] != email_hmac(ADDRESS, at=AUGUST)[8:]
    assert email_hmac(ADDRESS, at=AUGUST).startswith("g202607-")


def test_hashes_are_asked_for_as_long_as_they_are_kept(settings):
    settings.COMMENT_KEY_MONTHS, settings.COMMENT_IDENTITY_MONTHS = 6, 24
    made = email_hmac(ADDRESS, at=FEBRUARY)

    assert made in email_hmacs(ADDRESS, at=datetime(2027, 12, 31, tzinfo=UTC))
    assert made not in email_hmacs(ADDRESS, at=datetime(2028, 1, 1, tzinfo=UTC))
    assert email_hmacs("") == ()


def test_hashes_go_no_sooner_than_the_addresses(settings):
    settings.COMMENT_KEY_MONTHS, settings.COMMENT_IDENTITY_MONTHS = 1, 1
    settings.COMMENT_ADDRESS_DAYS = 90

    assert email_hmac(ADDRESS, at=MARCH) in email_hmacs(
        ADDRESS, at=datetime(2026, 6, 9, tzinfo=UTC)
    )
    assert fingerprints.longest() == 5


def test_hashes_made_with_an_earlier_secret_are_found(settings):
    before = settings.SECRET_KEY
    made = [email_hmac(ADDRESS, at=FEBRUARY), steady_hmacs(ADDRESS)[0]]
    network = network_hmac("203.0.113.7", at=FEBRUARY)

    with override_settings(SECRET_KEY="new"):
        assert not set(made) & set(email_hmacs(ADDRESS, at=MARCH))
    with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=[before]):
        assert set(made) <= set(email_hmacs(ADDRESS, at=MARCH))
        assert network in earlier_network_hmacs("203.0.113.7", at=FEBRUARY)
        assert email_hmac(ADDRESS, at=MARCH) not in made


def test_network_is_found_under_the_keys_of_the_months_before():
    made = network_hmac("203.0.113.7", at=FEBRUARY)

    assert made in earlier_network_hmacs("203.0.113.7", at=MARCH)
    assert made not in earlier_network_hmacs("203.0.113.8", at=MARCH)
    assert earlier_network_hmacs("localhost", at=MARCH) == ()
