"""Who may add and change works."""

import pytest
from django.contrib.auth.models import AnonymousUser

from literature.permissions import may_add_work, may_edit_work
from tests.factories.core import UserFactory


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "answer"),
    [
        ({"writer": True}, True),
        ({"editor": True}, True),
        ({"publisher": True}, True),
        ({"administrator": True}, True),
        ({"moderator": True}, False),
        ({}, False),
        ({"writer": True, "is_active": False}, False),
    ],
)
def test_right_to_keep_works(who, answer):
    user = UserFactory(**who)

    assert (may_add_work(user), may_edit_work(user)) == (answer, answer)


def test_stranger_may_not_keep_works():
    assert not may_add_work(AnonymousUser())
    assert not may_edit_work(AnonymousUser())
