"""A writer changes words for a while and takes them back at any time; by link, never by GET."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from comments import ownership, tokens, waiting
from comments.models import Comment, Revision
from comments.moderation import DecidedFirst
from core.errors import Refused
from core.models import AuditEntry
from tests.factories.comments import CommentFactory, DecisionFactory

pytestmark = pytest.mark.django_db
WORDS = "We did, for 31 people and a dog."


def link(name, comment):
    word = tokens.receipt(comment.pk, at=timezone.now())
    return reverse(f"comments:{name}", args=[word])


@pytest.mark.parametrize("state", ["held", "published", "approved", "unconfirmed"])
def test_changed_words_wait_for_a_moderator(client, state):
    comment = CommentFactory(state=state, text="We did.")

    answer = client.post(link("change", comment), {"text": WORDS, "version": "1"})

    kept = Comment.objects.get()
    assert (answer.status_code, kept.text) == (303, WORDS)
    assert kept.state == ("unconfirmed" if state == "unconfirmed" else "held")
    assert kept.edited_at is not None
    assert Revision.objects.get().text == "We did."
    assert AuditEntry.objects.filter(act="comment.edit").count() == 1


@pytest.mark.parametrize("late", [{"minutes": 10}, {"days": 3}])
def test_too_late_a_change_keeps_what_was_typed(client, late):
    comment = CommentFactory()
    address = link("change", comment)

    with time_machine.travel(timezone.now() + timedelta(**late), tick=False):
        answer = client.post(address, {"text": WORDS, "version": "1"})

    assert answer.status_code == 409
    assert WORDS in answer.content.decode()
    assert Comment.objects.get().text != WORDS


def test_answered_comment_keeps_its_words(client):
    comment = CommentFactory(approved=True)
    CommentFactory(parent=comment)

    with pytest.raises(Refused, match="no longer be changed"):
        ownership.revise(comment, WORDS, version=1, at=timezone.now())


def test_moderator_who_was_faster_is_told(client):
    comment = CommentFactory(approved=True)
    Comment.objects.update(version=4)

    answer = client.post(link("change", comment), {"text": WORDS, "version": "1"})

    assert (answer.status_code, WORDS in answer.content.decode()) == (409, True)
    with pytest.raises(DecidedFirst):
        ownership.revise(comment, WORDS, version=1, at=timezone.now())


@pytest.mark.parametrize(("text", "status"), [("", 422), ("x" * 5_001, 422)])
def test_words_that_are_wrong_come_back(client, text, status):
    comment = CommentFactory()

    answer = client.post(link("change", comment), {"text": text, "version": "1"})

    assert answer.status_code == status
    assert 'aria-invalid="true"' in answer.content.decode()


def test_withdrawing_asks_first_and_leaves_a_tombstone(client):
    comment = CommentFactory(approved=True)
    CommentFactory(parent=comment, approved=True)

    asked = client.get(link("withdraw", comment))
    before = Comment.objects.get(pk=comment.pk).state
    answer = client.post(link("withdraw", comment))

    assert (asked.status_code, before, answer.status_code) == (200, "approved", 303)
    page = client.get(reverse("comments:submit", args=[comment.article_id])).content.decode()
    assert "Removed by its writer." in page
    assert comment.text not in page


def test_withdrawing_twice_is_harmless(client):
    comment = CommentFactory(withdrawn=True)

    answer = client.post(link("withdraw", comment))

    assert answer.status_code == 303
    assert "Your comment is withdrawn" in client.get(answer.url).content.decode()


@pytest.mark.parametrize("name", ["change", "withdraw"])
def test_other_sites_and_forged_links_do_nothing(client, name):
    comment = CommentFactory(approved=True)
    data = {"text": WORDS, "version": "1"}

    foreign = client.post(link(name, comment), data, headers={"Sec-Fetch-Site": "cross-site"})
    forged = client.post(reverse(f"comments:{name}", args=["1:2:3"]), data)

    assert (foreign.status_code, forged.status_code) == (403, 404)
    assert Comment.objects.get().version == 1


def test_receipt_offers_both_and_says_the_measured_wait(client):
    now = timezone.now()
    for number in range(5):
        old = CommentFactory(approved=True, created_at=now - timedelta(days=2))
        at = old.created_at + timedelta(hours=2 + number)
        DecisionFactory(comment=old, by_name="Mo", at=at)
    comment = CommentFactory()

    page = client.get(link("received", comment)).content.decode()

    assert "Half of all comments are decided within 4 hours." in page
    assert re.findall(r'href="[^"]+/(change|withdraw)/"', page) == ["change", "withdraw"]


@pytest.mark.parametrize(
    ("wait", "sentence"),
    [
        (None, ""),
        (timedelta(seconds=5), "Half of all comments are decided within 1 minute."),
        (timedelta(minutes=61), "Half of all comments are decided within 61 minutes."),
        (timedelta(days=3), "Half of all comments are decided within 3 days."),
    ],
)
def test_wait_is_said_in_words(wait, sentence):
    assert waiting.sentence(wait) == sentence
