"""The table of roles, and the groups made from it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from newsroom import roles
from newsroom.roles import ROLES, rights_in_database, sync

pytestmark = pytest.mark.django_db


def rights_of(group):
    rows = group.permissions.select_related("content_type")
    return {f"{row.content_type.app_label}.{row.codename}" for row in rows}


def test_groups_equal_the_table():
    sync()

    found = {group.name: rights_of(group) for group in Group.objects.all()}
    assert found == {name: role.rights for name, role in ROLES.items()}


def test_sync_takes_away_what_is_not_in_the_table():
    sync()
    writers = Group.objects.get(name="writer")
    writers.permissions.add(Permission.objects.get(codename="publish_edition"))

    sync()

    assert rights_of(writers) == ROLES["writer"].rights


def test_sync_twice_makes_no_second_group():
    sync()
    sync()

    assert Group.objects.count() == len(ROLES)


def test_unknown_right_is_refused_by_name():
    with pytest.raises(LookupError, match="articles.fly_edition"):
        rights_in_database(["articles.view_edition", "articles.fly_edition"])


def test_known_rights_are_found_once():
    found = rights_in_database(["articles.view_edition", "articles.view_edition"])

    assert [row.codename for row in found] == ["view_edition"]


def test_command_says_which_roles_are_in_step(capsys):
    call_command("sync_roles")

    assert capsys.readouterr().out.startswith("The roles are in step: writer, editor, publisher")


@pytest.mark.parametrize(
    ("less", "more"), [("writer", "editor"), ("editor", "publisher")], ids=lambda name: name
)
def test_each_role_of_stories_holds_the_rights_of_the_one_before(less, more):
    assert ROLES[less].rights < ROLES[more].rights


@pytest.mark.parametrize("role", ["moderator", "literature editor"])
def test_role_without_stories_sees_none(role):
    assert not [right for right in ROLES[role].rights if right.startswith("articles.")]


def test_administrator_holds_what_every_other_role_holds():
    others = {right for role in ROLES.values() for right in role.rights}

    assert others == ROLES["administrator"].rights


def test_no_role_but_the_administrator_touches_accounts():
    others = [role for name, role in roles.ROLES.items() if name != "administrator"]
    held = {right for role in others for right in role.rights}

    assert not [right for right in held if right.startswith(("core.change", "core.add", "auth."))]
