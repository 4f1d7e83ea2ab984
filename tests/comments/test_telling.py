"""The writer of a rejected comment is told why: a confirmed address, and after the ten seconds."""

from datetime import UTC, datetime

import pytest

from comments import moderation, settling
from comments.models import Identity
from comments.settling import UNDO
from comments.states import State
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)


def rejected(*, is_confirmed=True, is_undone=False):
    mo = UserFactory(moderator=True)
    identity = Identity.objects.create(email_hmac="h", confirmed_at=NOON) if is_confirmed else None
    comment = CommentFactory(email="maren@example.org", identity=identity)
    words = {"reason_code": "medical-advice", "message": "Ask your doctor."}
    made = moderation.decide(comment, State.REJECTED, by=mo, version=1, at=NOON, **words)
    if is_undone:
        moderation.undo(made, by=mo, version=2, at=NOON)


@pytest.mark.parametrize(
    ("case", "number"),
    [({}, 1), ({"is_confirmed": False}, 0), ({"is_undone": True}, 0)],
    ids=["confirmed", "not confirmed", "undone"],
)
def test_letter_goes_to_a_confirmed_address_once(
    case, number, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        rejected(**case)
    assert mailoutbox == []

    with django_capture_on_commit_callbacks(execute=True):
        settling.settle(NOON + UNDO)
        settling.settle(NOON + UNDO)

    assert len(mailoutbox) == number
    assert all("Ask your doctor." in letter.body for letter in mailoutbox)
