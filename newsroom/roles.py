"""The roles of the newsroom and the rights each holds: one table, synchronised by command."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


def _rights(verbs: str, *kinds: str) -> set[str]:
    """Dotted names of Django's permissions: "view add" on "articles.edition" gives two."""
    split = [kind.split(".") for kind in kinds]
    return {f"{app}.{verb}_{model}" for verb in verbs.split() for app, model in split}


_LITERATURE = (
    "literature.journal",
    "literature.issue",
    "literature.work",
    "literature.contributor",
)
_ROWS = ("articles.byline", "articles.citation", "literature.contributor")

STORY_VIEW = _rights(
    "view",
    *("articles.edition", "articles.article", "articles.byline", "articles.citation"),
    *("articles.person", "articles.correction", "articles.embargo"),
    *("taxonomy.section", "taxonomy.tag", "taxonomy.alias", "media.image"),
    *_LITERATURE,
    "literature.retractionnotice",
)
STORY_WRITE = (
    _rights("add change", "articles.edition", "media.image", "literature.work")
    | _rights("add change delete", *_ROWS)
    | _rights("add", "taxonomy.tag", "literature.journal", "literature.issue")
)
STORY_EDIT = (
    {"articles.approve_edition", "articles.hotfix_edition", "articles.see_embargoed"}
    | {"articles.sign_reviewstep", "articles.ask_outside"}
    | _rights("add change", "articles.person", "taxonomy.tag")
    | _rights("add change delete", "taxonomy.alias")
    | _rights("change", "articles.article", "literature.journal", "literature.issue")
    | _rights("add", "articles.correction")
    | _rights("add change", "literature.retractionnotice")
    | _rights("view change", "articles.miss")
    | _rights("delete", "media.image")
    | _rights("view add change delete", "articles.searchpin", "articles.series")
    | _rights("view add change delete", "articles.front")
    | _rights("view", "articles.searchmiss")
)
STORY_PUBLISH = (
    {"articles.publish_edition", "articles.force_edition"}
    | {"articles.withdraw_article", "articles.lift_embargo"}
    | _rights("add change delete", "taxonomy.section")
    | _rights("view add change", "articles.reviewstep")
    | _rights("view", "core.auditentry")
)
LITERATURE = _rights("view add change delete", *_LITERATURE) | _rights(
    "view add change", "literature.retractionnotice"
)
MODERATION = (
    _rights("view change", "comments.comment")
    | _rights("view", "comments.decision")
    | _rights("view add", "comments.ban")
    | _rights("view change", "comments.identity")
)

LEGAL = _rights("view add", "comments.legalhold")
ACCOUNTS = _rights("view add change", "core.user") | _rights("view", "core.periodicjob")


@dataclass(frozen=True)
class Role:
    """A group of rights with a name people use."""

    name: str
    label: str | Promise
    rights: frozenset[str]


def _role(name: str, label: str | Promise, *rights: Iterable[str]) -> Role:
    return Role(name, label, frozenset(right for some in rights for right in some))


ROLES = {
    role.name: role
    for role in (
        _role("writer", _("Writer"), STORY_VIEW, STORY_WRITE),
        _role("editor", _("Editor"), STORY_VIEW, STORY_WRITE, STORY_EDIT),
        _role("publisher", _("Publisher"), STORY_VIEW, STORY_WRITE, STORY_EDIT, STORY_PUBLISH),
        _role("moderator", _("Moderator"), MODERATION),
        _role("literature editor", _("Literature editor"), LITERATURE),
        _role(
            "administrator",
            _("Administrator"),
            *(STORY_VIEW, STORY_WRITE, STORY_EDIT, STORY_PUBLISH),
            *(MODERATION, LITERATURE, ACCOUNTS, LEGAL),
        ),
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
