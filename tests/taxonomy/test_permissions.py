"""Who may change sections and tags."""

import pytest
from django.contrib.auth.models import AnonymousUser

from taxonomy import permissions
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
RIGHTS = ("may_edit_sections", "may_delete_sections", "may_edit_tags", "may_merge_tags")
TABLE = {
    "writer": (False, False, False, False),
    "editor": (False, False, True, True),
    "publisher": (True, True, True, True),
    "moderator": (False, False, False, False),
    "administrator": (True, True, True, True),
}


def held_by(user):
    return tuple(getattr(permissions, right)(user) for right in RIGHTS)


@pytest.mark.parametrize("role", TABLE)
def test_role_holds_its_rights(role):
    assert held_by(UserFactory(**{role: True})) == TABLE[role]


def test_stranger_holds_none():
    assert held_by(AnonymousUser()) == (False, False, False, False)


def test_account_that_is_switched_off_holds_none():
    ada = UserFactory(administrator=True, is_active=False)

    assert held_by(ada) == (False, False, False, False)
