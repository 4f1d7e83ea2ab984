"""Who may do what with a story: plain yes or no, asked by admin, views and templates alike.

Which people hold these rights is the table in ``newsroom/roles.py``.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from articles.models import Article, Edition
from core.models import User

Person = User | AnonymousUser


def _holds(user: Person, right: str) -> bool:
    return bool(user.is_active and user.has_perm(f"articles.{right}"))


def may_see(user: Person, edition: Edition) -> bool:
    """Whether the person may read an edition on the desk, whatever readers see."""
    return _holds(user, "view_edition")


def may_write(user: Person) -> bool:
    """Whether the person may start a story."""
    return _holds(user, "add_edition")


def may_edit(user: Person, edition: Edition) -> bool:
    """Whether the person may change an edition, or open the next one of a live story."""
    return _holds(user, "change_edition")


def may_submit(user: Person, edition: Edition) -> bool:
    """Whether the person may hand an edition over for review."""
    return may_edit(user, edition)


def is_author(user: Person, edition: Edition) -> bool:
    """Whether the person wrote or last changed it, so that somebody else approves it."""
    return user.pk is not None and user.pk in {edition.created_by_id, edition.updated_by_id}


def may_review(user: Person, edition: Edition) -> bool:
    """Whether the person may approve stories or ask for changes at all."""
    return _holds(user, "approve_edition")


def may_approve(user: Person, edition: Edition) -> bool:
    """Whether the person may approve this edition: never one's own."""
    return may_review(user, edition) and not is_author(user, edition)


def may_publish(user: Person, edition: Edition) -> bool:
    """Whether the person may put an approved edition live, now or at a moment to come."""
    return _holds(user, "publish_edition")


def may_force(user: Person, edition: Edition) -> bool:
    """Whether the person may publish without approval or despite findings, giving a reason."""
    return may_publish(user, edition) and _holds(user, "force_edition")


def may_withdraw(user: Person, article: Article) -> bool:
    """Whether the person may take a story away from readers."""
    return _holds(user, "withdraw_article")


def may_correct(user: Person, article: Article) -> bool:
    """Whether the person may add a public correction."""
    return _holds(user, "add_correction")
