"""A comment is kept once, held by default, and refused only with a sentence."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from articles.models import Article
from comments import modes
from comments.bans import Banned
from comments.fingerprints import email_hmac
from comments.models import Comment, Decision
from comments.submission import Closed, Draft, ParentGone, Result, Sender, TooFast, submit
from comments.tokens import Standing, Token
from core.errors import Refused
from tests.factories.articles import BylineFactory, EditionFactory, PersonFactory
from tests.factories.comments import BanFactory, CommentFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def article():
    with time_machine.travel(NOON, tick=False):
        return EditionFactory(live=True).article


def draft(**changes):
    good = Token(Standing.GOOD, age=MINUTE, key=uuid.uuid4().hex)
    values = {"name": "Maren Holt", "text": "We did, for 31 people.", "token": good}
    return Draft(**(values | changes))


def send(article, at=NOON, network="one", user=None, **changes):
    return submit(article, draft(**changes), sender=Sender(network, user), at=at)


def test_comment_is_held(article):
    sent = send(article)

    kept = Comment.objects.get()
    assert (sent.result, sent.comment, kept.state) == (Result.HELD, kept, "held")
    assert (kept.created_at, kept.published_at) == (NOON, None)


def test_holding_is_a_decision_of_the_site(article):
    send(article)

    decision = Decision.objects.get()
    assert (decision.from_state, decision.to_state, decision.by) == ("checking", "held", None)


@pytest.mark.parametrize("mode", [Article.Comments.OPEN, Article.Comments.PREMODERATE])
def test_nothing_is_published_unread(article, mode):
    article.comments_mode = mode

    assert send(article).result == Result.HELD


def test_same_form_twice_answers_the_first(article):
    form = Token(Standing.GOOD, age=MINUTE, key="a" * 32)
    first = send(article, token=form)

    again = send(article, token=form, at=NOON + timedelta(days=2), network="two")

    assert (again.result, again.comment) == (Result.REPEATED, first.comment)
    assert Comment.objects.count() == 1


def test_same_text_from_another_form_answers_the_first(article):
    first = send(article)

    again = send(article, text="we did,  for 31 PEOPLE.", at=NOON + timedelta(hours=23))

    assert (again.result, again.comment) == (Result.REPEATED, first.comment)


def test_same_text_a_day_later_is_a_new_comment(article):
    send(article)

    assert send(article, at=NOON + timedelta(hours=25)).result == Result.HELD


def test_same_text_of_another_reader_is_a_new_comment(article):
    send(article)

    assert send(article, name="T. Adeyemi", network="two").result == Result.HELD


def test_stored_page_gives_two_readers_two_comments(article):
    stored = Token(Standing.GOOD, age=MINUTE, key="a" * 32)
    send(article, token=stored)

    other = send(article, token=stored, name="T. Adeyemi", text="The dose.", network="two")

    assert (other.result, Comment.objects.count()) == (Result.HELD, 2)


def test_same_words_from_two_networks_without_a_form_are_two_comments(article):
    bare = Token(Standing.MISSING)

    first = send(article, token=bare, network="one")
    again = send(article, token=bare, network="one")
    other = send(article, token=bare, network="two")

    assert first.comment.pk == again.comment.pk != other.comment.pk


def test_closed_story_refused(article):
    article.comments_mode = Article.Comments.CLOSED

    with pytest.raises(Closed, match="are closed"):
        send(article)


def test_repeated_send_is_answered_although_the_story_closed(article):
    send(article)
    article.comments_mode = Article.Comments.CLOSED

    assert send(article).result == Result.REPEATED


@pytest.mark.parametrize("trait", ["spam", "rejected", "withdrawn", None])
def test_answer_to_a_comment_nobody_sees_refused(article, trait):
    parent = CommentFactory(article=article, **({trait: True} if trait else {}))

    with pytest.raises(ParentGone, match="not on the page any more"):
        send(article, parent_id=parent.pk)


def test_answer_to_a_comment_of_another_story_refused(article):
    parent = CommentFactory(approved=True)

    with pytest.raises(ParentGone):
        send(article, parent_id=parent.pk)


@pytest.mark.parametrize("number", [-1, 0, 10**17])
def test_answer_to_a_missing_comment_refused(article, number):
    with pytest.raises(ParentGone):
        send(article, parent_id=number)


def test_answer_stands_below_its_parent(article):
    parent = CommentFactory(article=article, approved=True)

    answer = send(article, parent_id=parent.pk).comment

    assert (answer.parent, answer.root, answer.depth) == (parent, parent, 1)
    assert answer.path.startswith(parent.path)


def test_deepest_answer_stands_beside_its_parent(article):
    deepest = None
    for _level in range(7):
        deepest = CommentFactory(article=article, parent=deepest, approved=True)

    answer = send(article, parent_id=deepest.pk).comment

    assert (deepest.depth, answer.depth, answer.parent) == (6, 6, deepest)
    assert answer.path[:-7] == deepest.path[:-7]


@pytest.mark.parametrize(
    ("earlier", "seconds"),
    [
        ([3], 7),
        ([11], 0),
        ([11, 60, 120, 180, 240, 300], 300),
        ([11, 60, 120, 180, 240, 601], 0),
        ([700 + n for n in range(20)], 86_400 - 719),
    ],
)
def test_network_waits_for_its_turn(article, earlier, seconds):
    for age in earlier:
        created = NOON - timedelta(seconds=age)
        CommentFactory(article=article, network_hmac="one", created_at=created)

    if not seconds:
        assert send(article).result == Result.HELD
        return
    with pytest.raises(TooFast) as refused:
        send(article)
    assert refused.value.seconds == seconds


def test_moderator_is_published_at_once_under_the_own_name(article):
    mo = UserFactory(moderator=True)

    sent = send(article, user=mo)

    assert (sent.result, sent.comment.state) == (Result.PUBLISHED, "approved")
    assert (sent.comment.name, sent.comment.badge) == ("Mo", Comment.Badge.NEWSROOM)


def test_writer_of_the_story_carries_the_badge(article):
    mo = UserFactory(moderator=True)
    BylineFactory(edition=article.editions.get(), person=PersonFactory(user=mo))

    assert send(article, user=mo).comment.badge == Comment.Badge.AUTHOR


@pytest.mark.parametrize("account", [{}, {"writer": True}])
def test_account_without_the_right_is_a_reader(article, account):
    sent = send(article, user=UserFactory(**account))

    assert (sent.result, sent.comment.user, sent.comment.badge) == (Result.HELD, None, "")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"trap": "x"}, {"code": "trap"}),
        ({"token": Token(Standing.MISSING)}, {"code": "timing", "token": "missing"}),
        ({"token": Token(Standing.OTHER_STORY)}, {"code": "timing", "token": "other-story"}),
        (
            {"token": Token(Standing.GOOD, age=timedelta(seconds=2), key="b")},
            {"code": "timing", "seconds": 2},
        ),
        (
            {"text": "https://a.example https://www.b.example https://doi.org/10.5555/x"},
            {"code": "links", "count": 2, "hosts": ["a.example", "b.example"]},
        ),
    ],
)
def test_reason_to_look_twice_is_kept(article, changes, reason):
    kept = send(article, **changes).comment.reasons

    assert [one for one in kept if one["code"] != "score"] == [
        reason,
        {"code": "first", "email": False},
    ]


def test_somebody_elses_address_brings_no_trust(article):
    CommentFactory(
        approved=True, email="maren@example.org", email_hmac=email_hmac("maren@example.org")
    )

    kept = send(article, email="maren@example.org").comment.reasons

    assert kept[0] == {"code": "first", "email": False}


def test_spam_of_an_address_counts_after_its_key_changed(article):
    before = {"email_hmac": email_hmac("maren@example.org", at=NOON - timedelta(days=300))}
    CommentFactory(spam=True, email="maren@example.org", decided_at=NOON - MINUTE, **before)

    kept = send(article, email="maren@example.org").comment.reasons

    assert "known" in [part["code"] for part in kept[-1]["parts"]]


def test_copy_under_another_story_is_a_reason(article):
    send(EditionFactory(live=True).article)

    kept = send(article, at=NOON + MINUTE).comment.reasons

    assert kept[0] == {"code": "copies", "count": 1}


def test_score_is_kept_with_its_line(article):
    comment = send(article, text="Buy cheap Viagra, no prescription: https://a.example").comment

    assert comment.score > 0.5
    assert comment.reasons[0]["verdict"] == "likely"
    assert comment.reasons[0]["p"] == comment.score


def test_banned_domain_is_turned_away_in_words(article):
    BanFactory(value="shop.example")

    with pytest.raises(Banned, match="not accepted"):
        send(article, email="maren@shop.example")
    assert not Comment.objects.exists()


def test_in_an_emergency_strangers_are_told_to_confirm(article):
    modes.set_site("emergency", by=UserFactory(moderator=True), close_after_days=None)

    with pytest.raises(Refused, match="confirmed address"):
        send(article)
