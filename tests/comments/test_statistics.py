"""The numbers of the desk and the health of rules, at a cost that does not grow."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from comments import moderation, settling, spam, statistics
from comments.models import Comment, RuleTally
from comments.spam import estimate, memory
from core.errors import Refused
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory
from tests.querycount import assert_same_queries

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)
PAGE = reverse("admin:comments_comment_statistics")


@pytest.fixture
def mo():
    return UserFactory(moderator=True)


def test_desk_in_numbers(mo):
    for minutes in (10, 20, 30, 40, 50):
        comment = CommentFactory(created_at=NOON - timedelta(minutes=minutes))
        moderation.reject(comment, by=mo, version=1, reason_code="hate", at=NOON)
    CommentFactory(created_at=NOON - timedelta(hours=3))
    last = Comment.objects.filter(state="rejected").latest("id")
    moderation.undo(moderation.latest_decision(last), by=mo, version=2, at=NOON)

    desk = statistics.desk(at=NOON)

    assert (desk.decisions, desk.last_day, desk.undone) == (6, 6, 1)
    assert desk.usual_wait == timedelta(minutes=30)
    assert desk.by_reason == [("Hate", 5)]
    assert timedelta(minutes=50) <= desk.queue_age <= timedelta(hours=3)


def test_rule_that_is_wrong_more_often_than_right_is_named(mo):
    RuleTally.objects.create(code="capitals", day=NOON.date(), confirmed=5, overturned=16)
    RuleTally.objects.create(code="money", day=NOON.date(), confirmed=30, overturned=1)
    RuleTally.objects.create(code="money", day=NOON.date() - timedelta(days=40), overturned=99)

    first, second = statistics.health(at=NOON)

    assert (first.code, first.overturn_rate, first.is_doubtful) == ("capitals", 76, True)
    assert (second.spoke, second.is_doubtful) == (31, False)


def test_approving_counts_against_the_rules_that_spoke(mo):
    facts = estimate.try_text("Make money with forex trading")
    comment = CommentFactory(
        reasons=[{"code": "first", "email": False}, {"code": "score", **facts}]
    )
    moderation.approve(comment, by=mo, version=1, at=NOON)
    settling.settle(NOON + settling.UNDO)

    (one,) = statistics.health(at=NOON + timedelta(minutes=1))

    assert (one.code, one.overturned) == ("money", 1)


def test_rule_that_is_switched_off_is_silent(mo):
    text = "Make money with forex trading"
    memory.switch("money", by=mo, on=False)
    assert [part["code"] for part in estimate.try_text(text)["parts"]] == []

    memory.switch("money", by=mo, on=True)
    assert [part["code"] for part in estimate.try_text(text)["parts"]] == ["money"]
    with pytest.raises(Refused):
        memory.switch("nothing", by=mo, on=False)
    with pytest.raises(Refused):
        memory.switch("money", by=UserFactory(writer=True), on=False)


def test_text_that_is_tried_is_explained_and_kept_nowhere(client, mo):
    client.force_login(mo)

    page = client.post(PAGE, {"text": "Make money <b>now</b>"}).content.decode()

    assert '<mark class="case__mark">Make money</mark>' in page
    assert "&lt;b&gt;now" in page
    assert "Easy money, loans or gambling" in page
    assert not Comment.objects.exists()


def test_audited_spam_looks_like_any_other_comment():
    facts = {"p": 0.97, "verdict": "spam", "audit": True, "line": 0.4}
    comment = CommentFactory.build(reasons=[{"code": "score", **facts}])

    assert spam.sentences(comment.reasons) == []
    assert estimate.verdict(comment) == "likely"


def test_statistics_cost_the_same_for_one_and_three(client, mo):
    client.force_login(mo)

    def make():
        comment = CommentFactory()
        moderation.approve(comment, by=mo, version=1)

    assert_same_queries(lambda: client.get(PAGE), make)


@pytest.mark.parametrize("method", ["get", "post"])
def test_statistics_without_the_right_are_forbidden(client, method):
    client.force_login(UserFactory(editor=True))

    for name in ("statistics", "rule"):
        address = reverse(f"admin:comments_comment_{name}")
        assert getattr(client, method)(address).status_code == 403


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "<dd>–</dd></div>"), (1, "0 of 1 decision<"), (2, "0 of the newest 2 decisions")],
)
def test_number_of_undone_decisions_is_said_in_plain_words(client, mo, number, words):
    for _one in range(number):
        moderation.approve(CommentFactory(), by=mo, version=1, at=NOON)
    client.force_login(mo)

    page = client.get(PAGE).content.decode()

    assert words in page.partition("Undone")[2]
    assert "newest 1 decisions" not in page
