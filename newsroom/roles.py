"""The roles of the newsroom and the rights each holds: one table, synchronised by command."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

STORY_VIEW = [
    "articles.view_edition",
    "articles.view_article",
    "articles.view_byline",
    "articles.view_citation",
    "articles.view_person",
    "articles.view_correction",
    "taxonomy.view_section",
    "taxonomy.view_tag",
    "literature.view_journal",
    "literature.view_issue",
    "literature.view_work",
    "literature.view_contributor",
    "media.view_image",
]
STORY_WRITE = [
    "articles.add_edition",
    "articles.change_edition",
    "articles.add_byline",
    "articles.change_byline",
    "articles.delete_byline",
    "articles.add_citation",
    "articles.change_citation",
    "articles.delete_citation",
    "media.add_image",
    "media.change_image",
    "taxonomy.add_tag",
    "literature.add_journal",
    "literature.add_issue",
    "literature.add_work",
    "literature.change_work",
    "literature.add_contributor",
    "literature.change_contributor",
    "literature.delete_contributor",
]
STORY_EDIT = [
    "articles.approve_edition",
    "articles.add_person",
    "articles.change_person",
    "articles.add_correction",
    "articles.change_article",
    "taxonomy.change_tag",
    "taxonomy.add_alias",
    "taxonomy.change_alias",
    "taxonomy.delete_alias",
    "taxonomy.view_alias",
    "literature.change_journal",
    "literature.change_issue",
    "media.delete_image",
]
STORY_PUBLISH = [
    "articles.publish_edition",
    "articles.withdraw_article",
    "taxonomy.add_section",
    "taxonomy.change_section",
    "taxonomy.delete_section",
    "core.view_auditentry",
]
LITERATURE = [
    "literature.view_journal",
    "literature.add_journal",
    "literature.change_journal",
    "literature.delete_journal",
    "literature.view_issue",
    "literature.add_issue",
    "literature.change_issue",
    "literature.delete_issue",
    "literature.view_work",
    "literature.add_work",
    "literature.change_work",
    "literature.delete_work",
    "literature.view_contributor",
    "literature.add_contributor",
    "literature.change_contributor",
    "literature.delete_contributor",
]
MODERATION = ["comments.view_comment", "comments.change_comment", "comments.view_decision"]


@dataclass(frozen=True)
class Role:
    """A group of rights with a name people use."""

    name: str
    label: str
    rights: frozenset[str]


def _role(name: str, label: str, *rights: Iterable[str]) -> Role:
    return Role(name, label, frozenset(right for some in rights for right in some))


ROLES = {
    role.name: role
    for role in (
        _role("writer", _("Writer"), STORY_VIEW, STORY_WRITE),
        _role("editor", _("Editor"), STORY_VIEW, STORY_WRITE, STORY_EDIT),
        _role("publisher", _("Publisher"), STORY_VIEW, STORY_WRITE, STORY_EDIT, STORY_PUBLISH),
        _role("moderator", _("Moderator"), MODERATION),
        _role("literature editor", _("Literature editor"), LITERATURE),
    )
}


def rights_in_database(rights: Iterable[str]) -> list[Permission]:
    """The permission rows behind dotted names. Raises ``LookupError`` for one that is missing."""
    wanted = sorted(set(rights))
    condition = Q(pk=None)
    for right in wanted:
        app, codename = right.split(".")
        condition |= Q(content_type__app_label=app, codename=codename)
    found = list(Permission.objects.select_related("content_type").filter(condition))
    known = {f"{row.content_type.app_label}.{row.codename}" for row in found}
    missing = [right for right in wanted if right not in known]
    if missing:
        raise LookupError("no such permission: " + ", ".join(missing))
    return found


def sync() -> list[Group]:
    """Make the groups in the database equal to the table and return them."""
    groups = []
    for role in ROLES.values():
        group, _made = Group.objects.get_or_create(name=role.name)
        group.permissions.set(rights_in_database(role.rights))
        groups.append(group)
    return groups
