"""Who may do what with readers' comments: plain yes or no."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from comments.models import Comment
from core.models import User

Person = User | AnonymousUser


def may_read_queue(user: Person) -> bool:
    """Whether the person may see comments that readers do not see."""
    return bool(user.is_active and user.has_perm("comments.view_comment"))


def may_moderate(user: Person) -> bool:
    """Whether the person may decide on comments."""
    return bool(user.is_active and user.has_perm("comments.change_comment"))


def may_erase(user: Person, comment: Comment) -> bool:
    """Whether the person may forget the writer of a comment for good."""
    return bool(user.is_active and user.has_perm("comments.delete_comment"))


def may_ban(user: Person) -> bool:
    """Whether the person may keep somebody from commenting."""
    return bool(user.is_active and user.has_perm("comments.add_ban"))


def may_hold_for_law(user: Person) -> bool:
    """Whether the person may keep comments from being forgotten, and let go of them again."""
    return bool(user.is_active and user.has_perm("comments.add_legalhold"))


def speaks_for_newsroom(user: Person) -> bool:
    """Whether a comment of this account carries a badge and needs no second pair of eyes."""
    return bool(user.is_active and user.is_staff and may_moderate(user))
