"""Letters: asked for, confirmed, about what can be read; few, and with a way out."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from comments import digests, identities, letters, replies
from comments.fingerprints import email_hmac
from comments.models import Comment, Letter
from comments.text import normalised, one_line
from tests.comments.corpus import XSS
from tests.factories.comments import CommentFactory, IdentityFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "maren@example.org"
LATER = timedelta(minutes=2)


@pytest.fixture
def asked():
    """A visible comment whose writer confirmed the address and wants to hear of replies."""
    hashed = letters.email_hmac(ADDRESS)
    return CommentFactory(
        approved=True,
        email=ADDRESS,
        email_hmac=hashed,
        identity=IdentityFactory(email_hmac=hashed),
        wants_replies=True,
    )


def send(after=LATER):
    return replies.send_replies(timezone.now() + after)


def test_reply_that_readers_see_is_told_once(asked):
    reply = CommentFactory(parent=asked, approved=True, name="T. Adeyemi", text="The dose?")

    assert (send(timedelta()), send(), send()) == (0, 1, 0)
    letter = mail.outbox[0]
    assert letter.to == [ADDRESS]
    assert "T. Adeyemi answered you" in letter.body
    assert reply.get_absolute_url() in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_way_out_of_an_old_letter_ends_letters_under_every_key(client, asked):
    CommentFactory(parent=asked, approved=True)
    send()
    way_out = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    later = timezone.now() + timedelta(days=400)
    identities.renew(asked.identity, ADDRESS, at=later)
    unproved = CommentFactory(email=ADDRESS, email_hmac=email_hmac(ADDRESS), wants_replies=True)
    other = CommentFactory(email="x@example.org", email_hmac="x", wants_replies=True)

    client.post(urlsplit(way_out).path)

    wishes = dict(Comment.objects.values_list("pk", "wants_replies"))
    assert (wishes[asked.pk], wishes[unproved.pk], wishes[other.pk]) == (False, False, True)


@pytest.mark.parametrize(
    "changes",
    [{"identity": None}, {"wants_replies": False}, {"email": ""}, {"state": "rejected"}],
    ids=str,
)
def test_nobody_else_is_told(asked, changes):
    CommentFactory(parent=asked, approved=True)
    hidden = {"published_at": None} if "state" in changes else {}
    Comment.objects.filter(pk=asked.pk).update(**changes, **hidden)

    assert send() == 0


@pytest.mark.parametrize("state", ["held", "spam", "rejected", "unconfirmed"])
def test_nothing_is_told_before_readers_see_it(asked, state):
    CommentFactory(parent=asked, state=state)

    assert send() == 0


def test_after_three_letters_in_an_hour_the_rest_comes_together(asked):
    for _number in range(6):
        CommentFactory(parent=asked, approved=True)
        send()

    later = send(timedelta(hours=2))

    assert (len(mail.outbox), later) == (4, 1)
    assert mail.outbox[-1].body.count(" answered you under ") == 3


def test_attacks_stay_plain_text_in_one_subject_line(asked):
    for attack in XSS:
        name, text = one_line(attack)[:80], normalised(attack)
        CommentFactory(parent=asked, approved=True, name=name, text=text)
    send()
    UserFactory(moderator=True, email="mo@example.org")
    CommentFactory(name="a\r\nBcc: all@example.org", text="x\r\nSubject: y")
    digests.send_digests(timezone.now())

    for letter in mail.outbox:
        message = letter.message()
        assert message.get_content_type() == "text/plain"
        assert set(message) & {"Bcc", "Cc"} == set()
        assert "\n" not in letter.subject


def test_moderators_get_a_digest_with_a_limit():
    UserFactory(moderator=True, email="mo@example.org")
    UserFactory(username="nomail", is_staff=True, email="")
    now = timezone.now()
    CommentFactory.create_batch(12, created_at=now)

    sent = [digests.send_digests(now + timedelta(minutes=5 * step)) for step in range(3)]
    CommentFactory(created_at=now + timedelta(minutes=12))
    later = digests.send_digests(now + timedelta(minutes=16))

    assert (sent, later) == ([1, 0, 0], 1)
    assert "12 comments wait" in mail.outbox[0].subject
    assert "… and 2 more." in mail.outbox[0].body


def test_digests_stop_at_twelve_a_day():
    UserFactory(moderator=True, email="mo@example.org")
    hashed = letters.email_hmac("mo@example.org")
    now = timezone.now()
    for step in range(12):
        Letter.objects.create(
            kind="digest", address_hmac=hashed, at=now - timedelta(hours=1, minutes=step)
        )
    CommentFactory(created_at=now)

    assert digests.send_digests(now) == 0


@pytest.mark.parametrize(
    ("pace", "minutes", "letters"),
    [("soon", 20, 2), ("hour", 20, 1), ("hour", 61, 2), ("day", 61, 1), ("never", 61, 0)],
)
def test_moderator_chooses_the_pace_of_the_letters(pace, minutes, letters):
    mo = UserFactory(moderator=True, email="mo@example.org")
    digests.choose_pace(mo, pace)
    now = timezone.now()
    CommentFactory(created_at=now)

    digests.send_digests(now)
    CommentFactory(created_at=now + timedelta(minutes=5))
    digests.send_digests(now + timedelta(minutes=minutes))

    assert len(mail.outbox) == letters


def test_pace_is_chosen_on_a_page_the_letter_leads_to(client):
    mo = UserFactory(moderator=True, email="mo@example.org")
    client.force_login(mo)
    CommentFactory()
    digests.send_digests(timezone.now())
    address = reverse("admin:comments_comment_letters")

    assert address in mail.outbox[0].body
    assert client.post(address, {"pace": "often"}).status_code == 422
    assert client.post(address, {"pace": "never"}).status_code == 302
    assert digests.pace_of(mo) == "never"
