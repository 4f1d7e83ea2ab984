"""Who may change the library: plain yes or no, asked by admin, views and templates alike."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from core.models import User

Person = User | AnonymousUser


def _holds(user: Person, right: str) -> bool:
    return bool(user.is_active and user.has_perm(f"literature.{right}"))


def may_add_work(user: Person) -> bool:
    """Whether the person may add a work that a story cites."""
    return _holds(user, "add_work")


def may_edit_work(user: Person) -> bool:
    """Whether the person may change a work and its contributors, and so references of stories."""
    return _holds(user, "change_work")


def may_import(user: Person) -> bool:
    """Whether the person may bring whole files of references into the library."""
    return _holds(user, "add_work") and _holds(user, "change_journal")


def may_merge_works(user: Person) -> bool:
    """Whether the person may make one work of two: who keeps journals in order as well."""
    return _holds(user, "change_work") and _holds(user, "change_journal")


def may_decide_notice(user: Person) -> bool:
    """Whether the person may say what a notice means, and so take a banner down."""
    return _holds(user, "change_retractionnotice")
