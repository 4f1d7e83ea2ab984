"""Accounts are saved with their roles, and nobody shuts the door behind themselves."""

import pytest
from django.contrib.auth.models import Group

from core.accounts import save_account
from core.errors import Refused
from core.models import AuditEntry, User
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return UserFactory(administrator=True)


def test_roles_are_saved_with_the_account_and_logged(ada):
    wren = UserFactory(writer=True)
    UserFactory(editor=True)

    save_account(wren, by=ada, groups=list(Group.objects.filter(name__in=["writer", "editor"])))

    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.act, entry.data) == (
        ada,
        "account.save",
        {"roles": ["editor", "writer"]},
    )


def test_roles_stay_when_none_are_given(ada):
    wren = UserFactory(writer=True)

    save_account(wren, by=ada)

    assert [group.name for group in wren.groups.all()] == ["writer"]


def test_somebody_who_left_is_switched_off(ada):
    wren = UserFactory(writer=True)
    wren.is_active = False

    save_account(wren, by=ada)

    assert User.objects.get(pk=wren.pk).is_active is False


@pytest.mark.parametrize(
    ("lost", "field"),
    [("is_active", "is_active"), ("is_staff", "is_active"), ("is_superuser", "is_superuser")],
)
def test_own_door_is_not_shut(ada, lost, field):
    setattr(ada, lost, False)

    with pytest.raises(Refused) as refused:
        save_account(ada, by=ada)

    assert refused.value.field == field
    assert getattr(User.objects.get(pk=ada.pk), lost) is True
