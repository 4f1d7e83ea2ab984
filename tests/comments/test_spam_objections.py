"""A moderator says that a rule is wrong about a comment; the rule's record shows it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from comments import moderation, settling, statistics
from comments.models import Objection, RuleTally
from comments.spam import estimate, memory, objections
from core.errors import Refused
from core.models import AuditEntry
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory
from tests.querycount import assert_same_queries

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)
QUEUE = reverse("admin:comments_comment_changelist")
TEXT = "Make money with forex trading"


@pytest.fixture
def mo():
    return UserFactory(moderator=True)


def scored(**fields):
    facts = estimate.try_text(TEXT)
    return CommentFactory(text=TEXT, reasons=[{"code": "score", **facts}], **fields)


def address(comment):
    return reverse("admin:comments_comment_objection", args=[comment.pk])


def health(code="money"):
    return next(one for one in statistics.health(at=NOON) if one.code == code)


def test_line_of_the_score_is_objected_to_and_taken_back_on_the_card(client, mo):
    client.force_login(mo)
    comment = scored()

    answer = client.post(address(comment), {"wrong": "money", "from": "list", "back": "why=score"})
    card = client.get(QUEUE).content.decode()
    again = client.post(address(comment), {"right": "money"})

    assert answer.url == f"{QUEUE}?why=score#c{comment.pk}"
    assert f"Wrong here, says {mo}." in card
    assert '<details class="case__score" open>' in card
    assert again.url == reverse("admin:comments_comment_change", args=[comment.pk])
    assert "Wrong here, says" not in client.get(QUEUE).content.decode()
    assert list(AuditEntry.objects.order_by("pk").values_list("act", "data__rule")) == [
        ("comment.rule_wrong", "money"),
        ("comment.rule_not_wrong", "money"),
    ]


def test_line_every_comment_starts_with_takes_no_objection(client, mo):
    client.force_login(mo)
    comment = scored()

    page = client.get(QUEUE).content.decode()

    assert page.count('name="wrong"') == len(comment.reasons[0]["parts"]) > 0


@pytest.mark.parametrize("code", ["capitals", "", "x" * 50])
def test_rule_that_says_nothing_here_takes_no_objection(client, mo, code):
    client.force_login(mo)
    comment = scored()

    page = client.post(address(comment), {"wrong": code}, follow=True).content.decode()

    assert "This rule says nothing about this comment." in page
    assert not Objection.objects.exists()


def test_blind_check_is_not_given_away_by_an_objection(mo):
    comment = scored()
    comment.reasons[0]["audit"] = True

    with pytest.raises(Refused):
        objections.raise_against("money", comment, by=mo)


def test_objection_needs_the_right_a_post_and_a_token(client, mo):
    comment = scored()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(mo)
    reader = UserFactory(editor=True)
    client.force_login(reader)

    assert client.post(address(comment), {"wrong": "money"}).status_code == 403
    assert strict.post(address(comment), {"wrong": "money"}).status_code == 403
    assert strict.get(address(comment)).status_code == 405
    for act in (objections.raise_against, objections.take_back):
        with pytest.raises(Refused):
            act("money", comment, by=reader)
    assert not Objection.objects.exists()


def test_second_moderator_adds_nothing(mo):
    comment = scored()

    objections.raise_against("money", comment, by=mo, at=NOON)
    objections.raise_against("money", comment, by=UserFactory(administrator=True), at=NOON)

    assert Objection.objects.get().by == mo
    assert AuditEntry.objects.filter(act="comment.rule_wrong").count() == 1


def test_objection_counts_against_the_rule_once_for_each_comment(mo):
    approved, spam, held = scored(), scored(text_hash="b"), scored()
    moderation.approve(approved, by=mo, version=1, at=NOON - timedelta(hours=2))
    moderation.mark_spam(spam, by=mo, version=1, at=NOON - timedelta(hours=2))
    settling.settle(NOON - timedelta(hours=1))
    before = health()

    for comment in (approved, spam, held):
        objections.raise_against("money", comment, by=mo, at=NOON - timedelta(hours=1))

    after = health()
    assert (before.against, before.spoke) == (1, 2)
    assert (after.wrong, after.against, after.spoke) == (3, 3, 3)


def test_rule_often_said_to_be_wrong_is_suggested_to_be_switched_off(client, mo):
    client.force_login(mo)
    RuleTally.objects.create(code="money", day=datetime.now(UTC).date(), confirmed=9)
    for _number in range(11):
        objections.raise_against("money", scored(), by=mo)

    page = client.get(reverse("admin:comments_comment_statistics")).content.decode()

    assert "It is wrong more often than right. Think about switching it off." in page


def test_rules_that_spoke_are_counted_once_and_in_parts(monkeypatch):
    monkeypatch.setattr(memory, "LOOKED_AT", 2)
    for _number in range(3):
        scored(created_at=NOON - timedelta(hours=1))
    scored(created_at=NOON)

    runs = [memory.count_fired(NOON), memory.count_fired(NOON), memory.count_fired(NOON)]

    assert runs == [2, 1, 0]
    assert health().fired == 3


def test_list_with_objections_costs_the_same(client, mo):
    client.force_login(mo)

    assert_same_queries(
        lambda: client.get(QUEUE),
        lambda: objections.raise_against("money", scored(), by=mo),
    )
