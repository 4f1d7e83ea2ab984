"""Leases: one reader at a time, for two minutes, and nobody is locked out by one."""

from datetime import UTC, datetime, timedelta

import pytest

from comments import claims, moderation
from comments.claims import LEASE
from comments.models import Comment
from core.errors import Refused
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)


@pytest.fixture
def ana():
    return UserFactory(moderator=True, username="ana")


@pytest.fixture
def ben():
    return UserFactory(moderator=True, username="ben")


def test_second_reader_does_not_get_the_lease(ana, ben):
    comment = CommentFactory()

    assert claims.claim(comment.pk, by=ana, at=NOON)
    assert not claims.claim(comment.pk, by=ben, at=NOON + timedelta(seconds=1))
    assert claims.changes([comment.pk], user=ben, at=NOON) == {comment.pk: f"{ana} is reading this"}
    assert claims.changes([comment.pk], user=ana, at=NOON) == {}


def test_lease_ends_by_itself(ana, ben):
    comment = CommentFactory()
    claims.claim(comment.pk, by=ana, at=NOON)

    assert claims.claim(comment.pk, by=ben, at=NOON + LEASE)


def test_reading_the_next_lets_the_one_before_go(ana, ben):
    first, second = CommentFactory.create_batch(2)
    claims.claim(first.pk, by=ana, at=NOON)
    claims.claim(second.pk, by=ana, at=NOON)

    assert claims.claim(first.pk, by=ben, at=NOON)


def test_lease_of_another_keeps_nobody_from_deciding(ana, ben):
    comment = CommentFactory()
    claims.claim(comment.pk, by=ana, at=NOON)

    moderation.approve(comment, by=ben, version=1)

    assert claims.changes([comment.pk], user=ana, at=NOON) == {comment.pk: "Decided meanwhile"}


def test_decided_comment_is_not_claimed(ana):
    assert not claims.claim(CommentFactory(approved=True).pk, by=ana, at=NOON)


def test_claim_without_the_right_is_refused():
    comment = CommentFactory()

    with pytest.raises(Refused):
        claims.claim(comment.pk, by=UserFactory(writer=True), at=NOON)
    assert Comment.objects.get().claimed_by is None


def test_next_free_comment_is_claimed_past_those_others_read(ana, ben):
    first, second, third = CommentFactory.create_batch(3)
    claims.claim(first.pk, by=ana, at=NOON)

    numbers = [first.pk, second.pk, third.pk]

    assert claims.claim_first(numbers, by=ben, at=NOON) == second.pk
    assert claims.claim_first([first.pk], by=ben, at=NOON) is None


def test_leaving_one_comment_keeps_the_next_one(ana):
    left, following = CommentFactory.create_batch(2)
    claims.claim(following.pk, by=ana, at=NOON)

    claims.release(by=ana, only=left.pk)

    assert Comment.objects.get(pk=following.pk).claimed_by == ana


def test_late_word_from_a_page_that_is_left_takes_no_lease_away(ana):
    decided, following = CommentFactory(approved=True), CommentFactory()
    claims.claim(following.pk, by=ana, at=NOON)

    assert not claims.claim(decided.pk, by=ana, at=NOON)

    assert Comment.objects.get(pk=following.pk).claimed_by == ana


def test_who_goes_on_to_a_comment_of_another_lets_go_of_the_last(ana, ben):
    first, second = CommentFactory.create_batch(2)
    claims.claim(first.pk, by=ana, at=NOON)
    claims.claim(second.pk, by=ben, at=NOON)

    assert not claims.claim(second.pk, by=ana, at=NOON)

    assert Comment.objects.get(pk=first.pk).claimed_by is None
