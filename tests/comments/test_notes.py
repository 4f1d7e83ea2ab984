"""Notes stay with the comment, or follow its writer's address."""

import pytest

from comments import notes, queue
from comments.queue import Filters
from core.errors import Refused
from core.models import AuditEntry
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mo():
    return UserFactory(moderator=True)


def notes_by_comment(user, at):
    cards = queue.page(Filters(), user=user, at=at).cards
    return {card.comment.pk: [note.text for note in card.notes] for card in cards}


def test_note_on_a_writer_stands_on_all_of_theirs(mo):
    first = CommentFactory(email_hmac="a")
    second = CommentFactory(email_hmac="a")
    other = CommentFactory(email_hmac="b")
    notes.add(first, "Works for the maker.", by=mo, about_writer=True)
    notes.add(second, "Ask Ana.", by=mo)

    assert notes_by_comment(mo, first.created_at) == {
        first.pk: ["Works for the maker."],
        second.pk: ["Ask Ana.", "Works for the maker."],
        other.pk: [],
    }
    assert AuditEntry.objects.filter(act="comment.note").count() == 2


@pytest.mark.parametrize(
    ("text", "about_writer", "right"),
    [("  ", False, True), ("x", True, True), ("x", False, False)],
    ids=["empty", "no address", "no right"],
)
def test_note_that_cannot_be_is_refused(mo, text, about_writer, right):
    comment = CommentFactory()
    by = mo if right else UserFactory(writer=True)

    with pytest.raises(Refused):
        notes.add(comment, text, by=by, about_writer=about_writer)
