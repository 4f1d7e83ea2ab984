"""Akismet is asked only with a key, never decides, and is told what the desk decided."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest

from comments import akismet, moderation, warnings
from comments.akismet import KEPT, PAUSES, THANKS
from comments.models import Opinion
from tests.factories.articles import EditionFactory
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)
KEY = "123456789abc"


@pytest.fixture
def key(settings):
    settings.AKISMET_KEY = KEY


@pytest.fixture
def comment():
    return CommentFactory(name="Maren", email="maren@example.org", text="Is it so?")


@pytest.fixture
def mo():
    return UserFactory(moderator=True)


def register(comment, at=NOON):
    akismet.register(
        comment,
        address="203.0.113.7",
        agent="Reader/1",
        referrer="https://news.example.org/",
        permalink="https://news.example.org/a/",
        at=at,
    )


def says(outside, body, name="comment-check", **headers):
    outside.answers(f"rest.akismet.com/1.1/{name}", body=body, headers=headers)


def sent(asked):
    return {name: value for name, (value,) in parse_qs(asked.data.decode()).items()}


def decided(comment, to, mo):
    comment.refresh_from_db()
    decision = moderation.decide(comment, to, by=mo, version=comment.version, at=NOON)
    akismet.hear(decision, at=NOON)


def test_without_a_key_nothing_is_kept_or_sent(comment, outside):
    register(comment)

    assert (akismet.work(NOON), outside.asked, Opinion.objects.count()) == (0, [], 0)


def test_comment_is_sent_as_it_came_and_the_word_becomes_a_reason(comment, key, outside):
    says(outside, "true", **{"X-Akismet-Pro-Tip": "discard"})
    register(comment)

    assert akismet.work(NOON) == 1

    asked = sent(outside.asked[0])
    assert (asked["user_ip"], asked["api_key"], asked["comment_author"]) == (
        "203.0.113.7",
        KEY,
        "Maren",
    )
    assert "cookie" not in outside.asked[0].headers
    comment.refresh_from_db()
    assert comment.reasons[0] == {"code": "akismet", "blatant": True}
    assert comment.state == "held"


def test_published_comment_is_held_when_akismet_doubts_it(key, outside):
    comment = CommentFactory(published=True)
    says(outside, "true")
    register(comment)

    akismet.work(NOON)

    comment.refresh_from_db()
    assert comment.state == "held"


@pytest.mark.parametrize("case", [("false", "spam", "spam"), ("true", "approved", "ham")], ids=str)
def test_decision_that_differs_is_reported_as_it_was_sent(comment, key, outside, mo, case):
    answer, to, told = case
    says(outside, answer)
    says(outside, THANKS, name=f"submit-{told}")
    register(comment)
    akismet.work(NOON)

    decided(comment, to, mo)
    assert akismet.work(NOON) == 1

    report = sent(outside.asked[-1])
    assert (report["user_ip"], report["comment_check_response"]) == ("203.0.113.7", answer)
    assert Opinion.objects.get().told == told
    assert akismet.work(NOON) == 0


def test_decision_that_agrees_is_not_reported(comment, key, outside, mo):
    says(outside, "true")
    register(comment)
    akismet.work(NOON)

    decided(comment, "spam", mo)

    assert akismet.work(NOON) == 0


def test_decision_that_turns_is_reported_again(comment, key, outside, mo):
    says(outside, "false")
    says(outside, THANKS, name="submit-")
    register(comment)
    akismet.work(NOON)
    for to in ("spam", "approved"):
        decided(comment, to, mo)
        akismet.work(NOON)

    assert [asked.url.rpartition("/")[2] for asked in outside.asked] == [
        "comment-check",
        "submit-spam",
        "submit-ham",
    ]


@pytest.mark.parametrize("fault", ["invalid", "<html>", "", 500, "hangs", "breaks_off"], ids=repr)
def test_failure_is_tried_again_and_holds_nobody_up(comment, key, outside, fault):
    if isinstance(fault, int):
        outside.answers("rest.akismet.com", status=fault)
    elif fault in {"hangs", "breaks_off"}:
        getattr(outside, fault)("rest.akismet.com")
    else:
        says(outside, fault)
    register(comment)

    assert akismet.work(NOON) == 0
    assert Opinion.objects.get().next_at == NOON + PAUSES[0]

    says(outside, "false")
    assert akismet.work(NOON + PAUSES[0]) == 1
    assert sent(outside.asked[-1])["recheck_reason"] == "retry"


def test_service_that_asks_to_wait_is_left_alone_for_as_long(comment, key, outside):
    outside.answers("rest.akismet.com", status=429, headers={"Retry-After": "90"})
    register(comment)

    akismet.work(NOON)

    assert Opinion.objects.get().next_at == NOON + timedelta(seconds=90)


def test_what_was_sent_is_forgotten_after_fifteen_days(comment, key, outside):
    says(outside, "true")
    register(comment)
    akismet.work(NOON)

    akismet.work(NOON + KEPT + timedelta(seconds=1))

    assert Opinion.objects.get().sent == {}


@pytest.mark.parametrize("has_key", [True, False])
def test_readers_are_told_exactly_when_it_is_on(client, settings, has_key):
    settings.AKISMET_KEY = KEY if has_key else ""
    edition = EditionFactory(live=True)

    page = client.get(edition.get_absolute_url()).content.decode()

    assert ("akismet.com/privacy" in page) == has_key
    assert ("nothing goes to anybody else" in page) != has_key


def test_provisional_answer_is_asked_for_again_twice_at_most(comment, key, outside):
    says(outside, "false", **{"X-Akismet-Recheck-After": "120"})
    register(comment)

    for step in range(4):
        akismet.work(NOON + timedelta(minutes=5 * step))

    reasons = [sent(asked).get("recheck_reason") for asked in outside.asked]
    assert reasons == [None, "retry", "retry"]


@pytest.mark.parametrize("seconds", ["", "soon", "-5", "99999999999"])
def test_word_that_is_no_time_ends_the_asking(comment, key, outside, seconds):
    says(outside, "false", **{"X-Akismet-Recheck-After": seconds})
    register(comment)

    akismet.work(NOON)

    assert Opinion.objects.get().next_at is None


def test_alert_stands_on_the_desk_until_akismet_says_it_no_more(key, outside):
    for name in ("Maren", "Jonas"):
        register(CommentFactory(name=name), at=NOON)
    alert = {"X-Akismet-Alert-Code": "10501", "X-Akismet-Alert-Msg": "Over <b>limit</b>."}
    says(outside, "false", **alert)

    akismet.work(NOON)
    (said,) = warnings.sentences()
    says(outside, "false")
    register(CommentFactory(), at=NOON)
    akismet.work(NOON + timedelta(minutes=1))

    assert "Over <b>limit</b>." in said
    assert warnings.sentences() == []
