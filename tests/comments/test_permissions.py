"""Who may read the queue, decide, erase and speak for the newsroom."""

import pytest
from django.contrib.auth.models import AnonymousUser

from comments import permissions
from comments.models import Comment
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("trait", "reads", "decides", "erases"),
    [
        ("writer", False, False, False),
        ("editor", False, False, False),
        ("publisher", False, False, False),
        ("moderator", True, True, False),
        ("administrator", True, True, True),
    ],
)
def test_rights_of_the_roles(trait, reads, decides, erases):
    user = UserFactory(**{trait: True})

    assert permissions.may_read_queue(user) == reads
    assert permissions.may_moderate(user) == decides
    assert permissions.speaks_for_newsroom(user) == decides
    assert permissions.may_erase(user, Comment()) == erases


@pytest.mark.parametrize("right", ["may_read_queue", "may_moderate", "speaks_for_newsroom"])
def test_strangers_and_people_who_left_have_no_right(right):
    may = getattr(permissions, right)

    assert not may(AnonymousUser())
    assert not may(UserFactory(administrator=True, is_active=False))
