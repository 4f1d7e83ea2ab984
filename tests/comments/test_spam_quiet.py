"""Honest comments nobody reported teach too: few, by lot, and taken back to the last count."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from comments import jobs, moderation, reports, settling
from comments.models import Lesson, RuleTally, SpamModel, SpamToken
from comments.spam import quiet
from comments.states import State
from tests.factories.comments import CommentFactory, IdentityFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture
def mo():
    return UserFactory(moderator=True)


@pytest.fixture
def taught(mo):
    """One spam was learned, so there is room for three honest comments."""
    comment = CommentFactory(created_at=NOON - WEEK, text="Buy gold now", text_hash="gold")
    moderation.mark_spam(comment, by=mo, version=1, at=NOON - timedelta(hours=1))
    settling.settle(NOON)
    return comment


def stood(number=0, **fields):
    """A comment that appeared unread eight days ago."""
    since = NOON - timedelta(days=8)
    words = {"text": f"The trial had {number} women in it.", "text_hash": f"text {number}"}
    return CommentFactory(
        **{"state": "published", "created_at": since, "published_at": since} | words | fields
    )


def counted():
    model = SpamModel.objects.values_list("spam", "ham", "quiet").get()
    tokens = SpamToken.objects.exclude(spam=0, ham=0).order_by("hash")
    return model, list(tokens.values_list("hash", "spam", "ham"))


def quiet_lessons():
    return set(Lesson.objects.filter(is_quiet=True).values_list("comment", flat=True))


def test_three_honest_ones_for_each_spam_and_no_more(taught):
    made = {stood(number).pk for number in range(8)}

    assert (jobs.learn_from_silence(NOON), jobs.learn_from_silence(NOON)) == (3, 0)
    assert quiet_lessons() < made
    assert counted()[0] == (1, 3, 3)
    assert set(Lesson.objects.values_list("is_spam", "is_quiet")) == {(True, False), (False, True)}


def test_nothing_is_learned_before_spam_is(mo):
    stood()

    assert quiet.learn(NOON) == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"published_at": NOON - timedelta(days=6)},
        {"state": "held", "published_at": None},
        {"state": "approved"},
        {"decided_at": NOON - timedelta(days=7)},
        {"badge": "newsroom"},
        {"imported_from": "wordpress", "imported_id": "1"},
        {"text": ""},
        {"text_hash": "gold"},
    ],
    ids=str,
)
def test_what_is_no_quiet_honest_comment_teaches_nothing(taught, fields):
    stood(**fields)
    good = stood(7)

    quiet.learn(NOON)

    assert quiet_lessons() == {good.pk}


def test_the_newsroom_and_the_reported_teach_nothing(taught, mo):
    stood(1, user=mo)
    reported = stood(2)
    reports.report(reported, why="wrong", note="", reporter="r", at=NOON)

    assert quiet.learn(NOON) == 0


def test_one_writer_teaches_three_a_day(taught, mo):
    for number in range(2):
        other = CommentFactory(text=f"Sell {number}", text_hash=f"sell {number}")
        moderation.mark_spam(other, by=mo, version=1, at=NOON - timedelta(hours=1))
    settling.settle(NOON)
    writer = IdentityFactory()
    for number in range(5):
        stood(number, identity=writer, email_hmac=f"key {number}")

    assert (quiet.learn(NOON), quiet.learn(NOON + timedelta(hours=1))) == (3, 0)


def test_report_takes_the_lesson_back_exactly(taught):
    before = counted()
    comment = stood()
    quiet.learn(NOON)
    assert counted()[0] == (1, 1, 1)

    reports.report(comment, why="wrong", note="", reporter="r", at=NOON)

    assert counted() == before
    assert quiet.learn(NOON) == 0


@pytest.mark.parametrize(("to", "expected"), [("spam", (2, 0, 0)), ("rejected", (1, 0, 0))])
def test_decision_otherwise_takes_the_lesson_back_exactly(taught, mo, to, expected):
    comment = stood()
    quiet.learn(NOON)

    code = {"spam": "spam", "rejected": "hate"}[to]
    moderation.decide(comment, State(to), by=mo, version=1, reason_code=code, at=NOON)
    settling.settle(NOON + timedelta(minutes=1))

    assert counted()[0] == expected
    assert not quiet_lessons()


def test_approval_makes_the_lesson_a_decision_and_counts_for_rules_only_then(taught, mo):
    comment = stood(reasons=[{"code": "links", "count": 1, "hosts": ["a.example"]}])
    quiet.learn(NOON)
    tallied = RuleTally.objects.filter(code="links").exists()

    moderation.approve(comment, by=mo, version=1, at=NOON)
    settling.settle(NOON + timedelta(minutes=1))

    assert not tallied
    assert counted()[0] == (1, 1, 0)
    assert RuleTally.objects.get(code="links").overturned == 1


def test_withdrawn_comment_is_unlearned_at_the_next_run(taught):
    before = counted()
    comment = stood()
    quiet.learn(NOON)
    moderation.withdraw(comment, version=1, at=NOON)

    assert quiet.learn(NOON) == 1
    assert counted() == before


def test_silence_gives_way_to_what_moderators_say(taught, mo):
    for number in range(3):
        stood(number)
    quiet.learn(NOON)
    moderation.approve(CommentFactory(), by=mo, version=1, at=NOON)
    settling.settle(NOON + timedelta(minutes=1))

    quiet.learn(NOON)

    assert counted()[0] == (1, 3, 2)


def test_page_says_what_silence_taught(client, mo, taught):
    stood()
    quiet.learn(NOON)
    client.force_login(mo)

    page = client.get(reverse("admin:comments_comment_statistics")).content.decode()

    assert "1 spam and 0 approved, and from 1 comment that nobody decided on" in page
    assert "drawn by lot, at most three honest ones for each spam" in page
    assert "Learning: 0 of 60." in page
