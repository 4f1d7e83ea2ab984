"""What is kept about the person behind a comment is hashed, and forgotten in time."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

from comments import jobs
from comments.models import Comment
from comments.privacy import email_hmac, forget, network_hmac
from tests.factories.comments import CommentFactory

FEBRUARY = datetime(2026, 2, 12, tzinfo=UTC)
MARCH = datetime(2026, 3, 12, tzinfo=UTC)
KNOWN = {"email": "a@example.org", "email_hmac": "b", "network_hmac": "c"}


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


@pytest.mark.django_db
def test_old_addresses_are_forgotten(settings):
    settings.COMMENT_ADDRESS_DAYS = 90
    old = CommentFactory(created_at=FEBRUARY - timedelta(days=91), approved=True, **KNOWN)
    CommentFactory(created_at=FEBRUARY - timedelta(days=89), **KNOWN)

    assert forget(FEBRUARY) == 1

    kept = Comment.objects.order_by("pk").values("email", "email_hmac", "network_hmac")
    assert list(kept) == [dict.fromkeys(KNOWN, ""), KNOWN]
    old.refresh_from_db()
    assert (old.text != "", old.state) == (True, "approved")


@pytest.mark.django_db
def test_forgetting_is_a_recurring_job():
    CommentFactory(created_at=FEBRUARY, **KNOWN)

    assert jobs.forget_addresses(FEBRUARY + timedelta(days=400)) == 1
