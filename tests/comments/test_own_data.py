"""Readers see, take along and erase what is kept about them; nobody else does."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from comments import own_data
from comments.fingerprints import email_hmac
from comments.models import Comment, Erasure, Identity
from tests.factories.comments import CommentFactory, DecisionFactory, IdentityFactory

pytestmark = pytest.mark.django_db
ADDRESS = "maren@example.org"


@pytest.fixture
def comment():
    hashed = email_hmac(ADDRESS)
    return CommentFactory(
        approved=True,
        email=ADDRESS,
        email_hmac=hashed,
        identity=IdentityFactory(email_hmac=hashed),
        text="We did, for 31 people.",
    )


def link(client):
    client.post(reverse("comments:yours_ask"), {"email": ADDRESS})
    return re.search(r"/comments/yours/\S+", mail.outbox[-1].body)[0]


def test_letter_leads_to_what_is_kept(client, comment):
    Comment.objects.update(email="", email_hmac="")  # forgotten after its days; the proof stays
    CommentFactory(text="Somebody else.")
    address = link(client)

    page = client.get(address).content.decode()
    file = client.get(f"{address}comments.json").json()

    assert comment.text in page
    assert "Somebody else." not in page
    assert [row["text"] for row in file["comments"]] == [comment.text]


def test_stranger_learns_nothing_and_gets_no_letter(client, comment):
    known = client.post(reverse("comments:yours_ask"), {"email": ADDRESS})
    unknown = client.post(reverse("comments:yours_ask"), {"email": "x@example.org"})

    assert known.content == unknown.content
    assert [letter.to for letter in mail.outbox] == [[ADDRESS]]


def test_address_gets_one_letter_a_day(client, comment):
    for _number in range(3):
        client.post(reverse("comments:yours_ask"), {"email": ADDRESS})

    assert len(mail.outbox) == 1


def test_erasure_waits_and_can_be_taken_back(client, comment):
    address = link(client)

    client.get(address)
    before = Erasure.objects.count()
    client.post(address, {"act": "erase"})
    asked = Erasure.objects.count()
    client.post(address, {"act": "keep"})

    assert (before, asked, Erasure.objects.count()) == (0, 1, 0)
    assert own_data.erase_due(timezone.now() + timedelta(days=3)) == 0


@pytest.mark.parametrize(("keep", "text"), [("", ""), ("text", "We did, for 31 people.")])
def test_erasure_forgets_the_writer(client, comment, keep, text):
    client.post(link(client), {"act": "erase", "keep": keep})

    early = own_data.erase_due(timezone.now() + timedelta(hours=23))
    done = own_data.erase_due(timezone.now() + timedelta(hours=25))

    assert (early, done) == (0, 1)
    kept = Comment.objects.get()
    assert (kept.state, kept.name, kept.email, kept.text) == ("erased", "", "", text)
    assert (Identity.objects.count(), Erasure.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("state", "days", "expected"),
    [
        ("withdrawn", 29, "withdrawn"),
        ("withdrawn", 31, "erased"),
        ("spam", 31, "erased"),
        ("rejected", 31, "rejected"),
        ("rejected", 366, "erased"),
        ("approved", 999, "approved"),
    ],
)
def test_what_nobody_reads_is_forgotten_on_schedule(state, days, expected):
    comment = CommentFactory(state=state, version=2)
    DecisionFactory(comment=comment, version=2, to_state=state)

    own_data.forget_old(timezone.now() + timedelta(days=days))

    assert Comment.objects.get().state == expected


def test_forged_link_leads_nowhere(client):
    for name in ("comments:yours", "comments:yours_export"):
        assert client.get(reverse(name, args=["1:2:3"])).status_code == 404


def test_writer_of_two_generations_of_keys_sees_and_erases_all(client, comment):
    half = timezone.now() - timedelta(days=200)
    earlier = CommentFactory(
        email=ADDRESS, email_hmac=email_hmac(ADDRESS, at=half), about={"exact": "A drug that"}
    )
    address = link(client)

    rows = client.get(f"{address}comments.json").json()["comments"]
    client.post(address, {"act": "erase"})
    own_data.erase_due(timezone.now() + timedelta(days=3))

    assert [row["text"] for row in rows] == [earlier.text, comment.text]
    assert [row["about"] for row in rows] == [{"exact": "A drug that"}, {}]
    assert set(Comment.objects.values_list("state", "text")) == {("erased", "")}
    assert not Erasure.objects.exists()
