"""Steps from state to state: who may, what they leave behind, and how they are taken back."""

import pytest

from comments import moderation
from comments.models import Comment, Decision
from comments.moderation import DecidedFirst, decide
from comments.reasons import Reason
from comments.states import EDGES, State, Who
from core.errors import Refused
from core.models import AuditEntry
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
MODERATOR_EDGES = [edge for edge, who in EDGES.items() if Who.MODERATOR in who]
NO_EDGES = [
    (start, to)
    for start in State
    for to in State
    if Who.MODERATOR not in EDGES.get((start, to), ()) and start != State.ERASED
]


@pytest.fixture
def mo():
    return UserFactory(moderator=True)


def count_of(comment):
    comment.article.refresh_from_db()
    return comment.article.comment_count


@pytest.mark.parametrize(("start", "to"), MODERATOR_EDGES)
def test_moderator_takes_a_step(mo, start, to):
    comment = CommentFactory(state=start)

    decide(comment, to, by=mo, version=1, reason_code=Reason.OFF_TOPIC)

    comment.refresh_from_db()
    assert (comment.state, comment.version) == (to, 2)


@pytest.mark.parametrize(("start", "to"), NO_EDGES)
def test_moderator_step_that_does_not_exist_refused(mo, start, to):
    comment = CommentFactory(state=start)

    with pytest.raises(Refused):
        decide(comment, to, by=mo, version=1, reason_code=Reason.OFF_TOPIC)

    comment.refresh_from_db()
    assert (comment.state, comment.version) == (start, 1)


@pytest.mark.parametrize("trait", ["writer", "editor", "publisher"])
def test_step_without_the_right_refused(trait):
    comment = CommentFactory()
    stranger = UserFactory(**{trait: True})

    with pytest.raises(Refused, match="not among your rights"):
        moderation.approve(comment, by=stranger, version=1)


def test_approval_makes_it_visible_and_counts_it(mo):
    comment = CommentFactory()

    moderation.approve(comment, by=mo, version=1)

    assert (comment.is_visible, comment.published_at is not None) == (True, True)
    assert count_of(comment) == 1


def test_approved_reply_is_counted_by_each_comment_above(mo):
    top = CommentFactory(approved=True)
    middle = CommentFactory(parent=top, approved=True)
    reply = CommentFactory(parent=middle)

    moderation.approve(reply, by=mo, version=1)

    numbers = Comment.objects.order_by("pk").values_list("visible_replies", flat=True)
    assert list(numbers) == [2, 1, 0]


def test_taking_back_uncounts_it(mo):
    comment = CommentFactory(approved=True)

    moderation.hold(comment, by=mo, version=1)

    assert (comment.is_visible, comment.published_at, count_of(comment)) == (False, None, 0)


def test_taking_back_ends_pin_and_pick(mo):
    comment = CommentFactory(approved=True, pinned=True, featured=True)

    moderation.mark_spam(comment, by=mo, version=1)

    comment.refresh_from_db()
    assert (comment.pinned, comment.featured) == (False, False)


def test_rejection_without_reason_refused(mo):
    with pytest.raises(Refused) as refused:
        moderation.reject(CommentFactory(), by=mo, version=1, reason_code="")

    assert refused.value.field == "reason_code"


@pytest.mark.parametrize("code", [Reason.OTHER, Reason.ILLEGAL])
def test_reason_that_says_nothing_needs_a_sentence(mo, code):
    with pytest.raises(Refused) as refused:
        moderation.reject(CommentFactory(), by=mo, version=1, reason_code=code, note="  ")

    assert refused.value.field == "note"


def test_step_leaves_a_decision(mo):
    comment = CommentFactory()

    made = moderation.reject(
        comment, by=mo, version=1, reason_code=Reason.ADVICE, note=" Names a dose. "
    )

    kept = Decision.objects.get()
    assert kept == made
    assert (kept.from_state, kept.to_state, kept.version) == ("held", "rejected", 2)
    assert (kept.by, kept.by_name, kept.reason_code) == (mo, "Mo", "medical-advice")
    assert kept.note == "Names a dose."


def test_step_is_audited_without_the_writers_name(mo):
    comment = CommentFactory(name="Maren Holt")

    moderation.approve(comment, by=mo, version=1)

    entry = AuditEntry.objects.get()
    assert (entry.act, entry.actor, entry.object_label) == (
        "comment.approve",
        mo,
        f"Comment {comment.pk}",
    )


def test_second_moderator_is_told_who_decided_what(mo):
    comment = CommentFactory()
    seen = Comment.objects.get(pk=comment.pk)
    moderation.reject(comment, by=mo, version=1, reason_code=Reason.ADVICE)

    with pytest.raises(DecidedFirst, match="Mo decided first") as stale:
        moderation.approve(seen, by=UserFactory(administrator=True), version=1)

    assert (stale.value.current, stale.value.decision.to_state) == (2, State.REJECTED)
    assert Comment.objects.get().state == State.REJECTED


def test_refused_step_leaves_no_trace(mo):
    comment = CommentFactory(approved=True)
    moderation.hold(comment, by=mo, version=1)

    with pytest.raises(DecidedFirst):
        moderation.mark_spam(comment, by=mo, version=1)

    assert (Decision.objects.count(), count_of(comment)) == (1, 0)


def test_undo_restores_what_the_step_changed(mo):
    comment = CommentFactory(approved=True, pinned=True, featured=True)
    before = Comment.objects.values("state", "published_at", "pinned", "featured").get()
    decision = moderation.mark_spam(comment, by=mo, version=1)

    moderation.undo(decision, by=mo, version=2)

    assert Comment.objects.values("state", "published_at", "pinned", "featured").get() == before
    assert count_of(comment) == 1


def test_undo_is_a_decision_of_its_own(mo):
    decision = moderation.approve(CommentFactory(), by=mo, version=1)

    undone = moderation.undo(decision, by=mo, version=2)

    assert (undone.undoes, undone.from_state, undone.to_state) == (decision, "approved", "held")
    assert list(AuditEntry.objects.values_list("act", flat=True)) == [
        "comment.undo",
        "comment.approve",
    ]


def test_undo_of_an_older_step_refused(mo):
    comment = CommentFactory()
    first = moderation.approve(comment, by=mo, version=1)
    moderation.mark_spam(comment, by=mo, version=2)

    with pytest.raises(Refused, match="cannot be undone"):
        moderation.undo(first, by=mo, version=3)


def test_undo_of_a_step_of_the_site_refused(mo):
    comment = CommentFactory(state=State.CHECKING)
    decision = decide(comment, State.PUBLISHED, by=None, version=1)

    with pytest.raises(Refused, match="cannot be undone"):
        moderation.undo(decision, by=mo, version=2)


def test_undo_gives_way_to_a_newer_pin(mo):
    comment = CommentFactory(approved=True, pinned=True)
    decision = moderation.mark_spam(comment, by=mo, version=1)
    CommentFactory(article=comment.article, approved=True, pinned=True)

    moderation.undo(decision, by=mo, version=2)

    comment.refresh_from_db()
    assert (comment.state, comment.pinned) == (State.APPROVED, False)


def test_withdrawn_comment_is_gone_for_readers():
    comment = CommentFactory(approved=True)

    moderation.withdraw(comment, version=1)

    assert (comment.state, count_of(comment)) == (State.WITHDRAWN, 0)


def test_erased_comment_knows_nobody():
    comment = CommentFactory(
        approved=True, email="maren@example.org", email_hmac="a", network_hmac="b"
    )

    moderation.erase(comment, by=UserFactory(administrator=True), version=1)

    kept = Comment.objects.values("state", "name", "email", "email_hmac", "network_hmac", "text")
    assert kept.get() == {
        "state": "erased",
        **dict.fromkeys(["name", "email", "email_hmac", "network_hmac", "text"], ""),
    }


def test_erasing_is_not_a_moderators_right(mo):
    with pytest.raises(Refused, match="not among your rights"):
        moderation.erase(CommentFactory(), by=mo, version=1)


def test_erased_comment_may_keep_its_words():
    comment = CommentFactory(text="It was 31 people.")

    moderation.erase(comment, by=None, version=1, keep_text=True)

    assert comment.text == "It was 31 people."


def test_pin_replaces_the_one_before(mo):
    first = CommentFactory(approved=True, pinned=True)
    second = CommentFactory(article=first.article, approved=True)

    moderation.pin(second, by=mo, version=1)

    assert list(Comment.objects.filter(pinned=True)) == [second]


def test_pin_of_a_reply_refused(mo):
    reply = CommentFactory(parent=CommentFactory(approved=True), approved=True)

    with pytest.raises(Refused, match="A reply cannot be pinned"):
        moderation.pin(reply, by=mo, version=1)


@pytest.mark.parametrize("act", [moderation.pin, moderation.feature])
def test_comment_that_readers_do_not_see_is_not_shown_first(mo, act):
    with pytest.raises(Refused, match="Only a comment that readers see"):
        act(CommentFactory(), by=mo, version=1)
