"""Who may change sections and tags: plain yes or no."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from core.models import User

Person = User | AnonymousUser


def may_edit_sections(user: Person) -> bool:
    """Whether the person may change the tree of sections."""
    return bool(user.is_active and user.has_perm("taxonomy.change_section"))


def may_delete_sections(user: Person) -> bool:
    """Whether the person may take an empty section away."""
    return bool(user.is_active and user.has_perm("taxonomy.delete_section"))


def may_edit_tags(user: Person) -> bool:
    """Whether the person may rename and describe tags."""
    return bool(user.is_active and user.has_perm("taxonomy.change_tag"))


def may_merge_tags(user: Person) -> bool:
    """Whether the person may make two tags one; the other name stays as an alias."""
    return may_edit_tags(user) and user.has_perm("taxonomy.add_alias")
