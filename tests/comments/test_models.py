"""What the database guarantees about comments and decisions."""

import pytest
from django.db import IntegrityError, transaction

from comments import moderation
from comments.models import Comment, Decision, base36
from comments.states import State
from core.errors import Refused
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "values",
    [
        {"state": "lost"},
        {"depth": 1},
        {"depth": 7},
        {"state": State.APPROVED, "published_at": None},
        {"published_at": "2026-02-12T17:00:00Z"},
        {"pinned": True},
        {"featured": True},
        {"state": State.ERASED, "email": "maren@example.org"},
    ],
    ids=str,
)
def test_row_that_contradicts_itself_refused(values):
    comment = CommentFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(**values)


def test_pinned_reply_refused():
    reply = CommentFactory(parent=CommentFactory(approved=True), approved=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=reply.pk).update(pinned=True)


def test_second_pin_under_a_story_refused():
    first = CommentFactory(approved=True, pinned=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        CommentFactory(article=first.article, approved=True, pinned=True)


def test_same_key_under_a_story_refused():
    first = CommentFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        CommentFactory(article=first.article, idempotency_key=first.idempotency_key)


def test_same_import_twice_refused():
    CommentFactory(imported_from="wordpress", imported_id="7")

    with pytest.raises(IntegrityError), transaction.atomic():
        CommentFactory(imported_from="wordpress", imported_id="7")


def test_comment_is_listed_while_an_answer_is_visible():
    comment = CommentFactory(approved=True)
    CommentFactory(parent=comment, approved=True)
    moderation.withdraw(comment, version=1)

    comment.refresh_from_db()

    assert (comment.is_visible, comment.listed) == (False, True)


def test_comment_is_not_deleted():
    with pytest.raises(Refused):
        CommentFactory().delete()


def test_decision_is_never_changed_nor_deleted():
    decision = moderation.approve(CommentFactory(), by=UserFactory(moderator=True), version=1)

    for act in (decision.save, decision.delete, Decision.objects.all().delete):
        with pytest.raises(Refused):
            act()
    with pytest.raises(Refused):
        Decision.objects.update(note="other")


@pytest.mark.parametrize(
    ("number", "digits"), [(1, "0000001"), (36, "0000010"), (36**7 - 1, "z" * 7)]
)
def test_number_in_base_36_has_a_fixed_width(number, digits):
    assert base36(number) == digits
