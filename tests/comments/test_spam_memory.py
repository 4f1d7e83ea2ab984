"""What the site learns is taken back to the last count, and one writer cannot teach it much."""

from datetime import UTC, datetime, timedelta

import pytest

from comments import moderation, settling, spam
from comments.models import Comment, Lesson, RuleTally, SpamToken
from comments.settling import UNDO
from comments.signals import decision_settled
from comments.spam import memory
from comments.spam.learned import Learned, evidence, tokens
from comments.spam.rules import read
from comments.spam.scoring import Lines, Verdict, lines, score
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)
LATER = NOON + UNDO


@pytest.fixture
def mo():
    return UserFactory(moderator=True)


@pytest.fixture
def heard():
    said = []

    def hear(sender, decision_id, **facts):
        said.append(decision_id)

    decision_settled.connect(hear)
    yield said
    decision_settled.disconnect(hear)


def counted():
    rows = SpamToken.objects.exclude(spam=0, ham=0)
    row = memory.model()
    return sorted(rows.values_list("hash", "spam", "ham")), (row.spam, row.ham)


def test_decision_is_learned_after_ten_seconds(mo, heard, django_capture_on_commit_callbacks):
    decision = moderation.mark_spam(CommentFactory(), by=mo, version=1, at=NOON)

    settling.settle(LATER - timedelta(seconds=1))
    assert (Lesson.objects.count(), heard) == (0, [])

    with django_capture_on_commit_callbacks(execute=True):
        assert settling.settle(LATER) == 1
    assert Lesson.objects.get().is_spam
    assert heard == [decision.pk]
    assert settling.settle(LATER) == 0


def test_decision_undone_in_time_leaves_nothing(mo, heard, django_capture_on_commit_callbacks):
    comment = CommentFactory()
    made = moderation.mark_spam(comment, by=mo, version=1, at=NOON)
    moderation.undo(made, by=mo, version=2, at=NOON + timedelta(seconds=5))

    with django_capture_on_commit_callbacks(execute=True):
        settling.settle(LATER + UNDO)

    assert (Lesson.objects.count(), heard) == (0, [])


def test_overturned_decision_is_unlearned_exactly(mo):
    moderation.approve(CommentFactory(), by=mo, version=1, at=NOON)
    settling.settle(LATER)
    before = counted()
    comment = CommentFactory(reasons=[{"code": "links", "count": 1, "hosts": ["a.example"]}])
    moderation.mark_spam(comment, by=mo, version=1, at=NOON)
    settling.settle(LATER)
    assert counted()[1] == (1, 1)

    moderation.approve(comment, by=mo, version=2, at=NOON + timedelta(days=400))
    settling.settle(LATER + timedelta(days=400))
    assert counted()[1] == (0, 2)
    assert list(RuleTally.objects.order_by("day").values_list("confirmed", "overturned")) == [
        (0, 0),
        (0, 1),
    ]

    moderation.reject(
        comment, by=mo, version=3, reason_code="off-topic", at=NOON + timedelta(days=401)
    )
    settling.settle(LATER + timedelta(days=401))
    assert counted() == before


def test_other_reasons_and_the_newsroom_teach_nothing(mo):
    moderation.reject(CommentFactory(), by=mo, version=1, reason_code="hate", at=NOON)
    moderation.approve(CommentFactory(user=mo), by=mo, version=1, at=NOON)

    settling.settle(LATER)

    assert counted() == ([], (0, 0))


def test_one_writer_and_one_text_teach_little(mo):
    for comment in [
        *CommentFactory.create_batch(5, email_hmac="a"),
        *CommentFactory.create_batch(3, text="Buy it now.", text_hash="same"),
    ]:
        moderation.mark_spam(comment, by=mo, version=1, at=NOON)

    settling.settle(LATER)

    assert counted()[1] == (4, 0)


def test_what_was_learned_is_explained_with_its_words():
    found = tokens(read("quantum tea for everyone"))
    (token,) = (token for token, shown in found.items() if shown == "quantum tea")

    says = evidence(found, {token: (14, 0)}, Learned(spam=60, ham=60))

    assert says.words == (("quantum tea", 14, 0),)
    assert 0 < says.z <= 2.2


@pytest.mark.parametrize(
    ("approved", "spam_count", "expected"),
    [
        ([0.1] * 59, 500, Lines(0.5, None)),
        ([0.1] * 60, 500, Lines(0.35, None)),
        ([0.1] * 150, 49, Lines(0.35, None)),
        ([0.1] * 150, 50, Lines(0.35, 0.9)),
    ],
)
def test_lines_wait_for_enough_decisions(approved, spam_count, expected):
    assert lines(approved, spam=spam_count) == expected


def test_no_score_that_was_ever_approved_is_spam_by_itself():
    drawn = lines([0.1] * 399 + [0.95], spam=100)

    assert drawn.verdict(0.95) == Verdict.LIKELY
    assert drawn.verdict(0.99) == Verdict.SPAM


def test_reason_of_a_suspicious_text_stands_before_its_links():
    reasons = [
        {"code": "score", "p": 0.81, "line": 0.5, "verdict": "likely"},
        {"code": "score", "p": 0.1, "line": 0.5, "verdict": "normal"},
    ]

    assert spam.sentences(reasons) == ["It looks like spam: 0.81 of 1, held from 0.50."]
    assert not Comment.objects.exists()


def test_what_was_taught_too_long_ago_is_unlearned_but_for_the_newest(mo):
    moderation.approve(CommentFactory(text="Old ham stays long."), by=mo, version=1, at=NOON)
    settling.settle(LATER)
    later = NOON + timedelta(days=1)
    moderation.approve(CommentFactory(text="Newer ham."), by=mo, version=1, at=later)
    settling.settle(later + UNDO)

    assert memory.forget_old(at=NOON + memory.LIFE, keep=1) == 0
    assert memory.forget_old(at=later + memory.LIFE + timedelta(days=1), keep=1) == 1

    hashes = set(score("Newer ham.").tokens)
    assert counted()[1] == (0, 1)
    assert set(SpamToken.objects.values_list("hash", flat=True)) == hashes
