"""Accounts are saved with their roles, and nobody shuts the door behind themselves."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

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


@pytest.mark.parametrize("is_superuser", [True, False])
def test_administrator_reaches_for_no_more_than_the_own_rights(ada, is_superuser):
    ann = UserFactory(role="administrator")
    ada.is_superuser = is_superuser

    with pytest.raises(Refused, match="holds every right"):
        save_account(ada, by=ann)


def test_administrator_keeps_the_other_accounts(ada):
    ann, wren = UserFactory(role="administrator"), UserFactory(writer=True)
    wren.first_name = "Wrenna"

    assert save_account(wren, by=ann).pk == wren.pk


@pytest.mark.parametrize(
    ("trait", "status"), [({"administrator": True}, 403), ({"writer": True}, 200)]
)
def test_password_of_an_account_with_every_right_is_out_of_reach(client, trait, status):
    account = UserFactory(**trait)
    client.force_login(UserFactory(role="administrator"))

    address = reverse("admin:auth_user_password_change", args=[account.pk])

    assert client.get(address).status_code == status
