"""Who reads what in the queue: leases that are advice and end by themselves.

Nothing depends on a lease being right. A decision is kept from colliding by the version it saw.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.translation import gettext as _

from comments import permissions
from comments.models import Comment
from comments.states import State
from core.errors import Refused
from core.models import User
from core.pages.watch import exactly

LEASE = timedelta(seconds=120)


@exactly()
def claim(comment_id: int, *, by: User, at: datetime) -> bool:
    """Say that ``by`` reads a held comment, for two minutes; what they read before is let go.

    False when somebody else reads it or it does not wait any more; in the second case nothing is
    let go, as a page that is being left may ask too late. Claiming again renews.
    """
    _check_right(by)
    free = Q(claimed_until=None) | Q(claimed_until__lte=at) | Q(claimed_by=by)
    held = Comment.objects.filter(pk=comment_id, state=State.HELD)
    is_mine = bool(held.filter(free).update(claimed_by=by, claimed_until=at + LEASE))
    if is_mine or held.exists():
        release(by=by, but=comment_id)
    return is_mine


def claim_first(numbers: Iterable[int], *, by: User, at: datetime) -> int | None:
    """Claim the first of these comments that waits and that nobody else reads; None when none is
    free."""
    return next((number for number in numbers if claim(number, by=by, at=at)), None)


@exactly()
def release(*, by: User, but: int | None = None, only: int | None = None) -> None:
    """Let go of everything ``by`` reads, except the comment numbered ``but``, or of one alone."""
    rows = Comment.objects.filter(claimed_by=by)
    rows = rows.filter(pk=only) if only else rows.exclude(pk=but or 0)
    rows.update(claimed_by=None, claimed_until=None)


def reader(comment: Comment, *, user: User | AnonymousUser, at: datetime) -> str:
    """The name of the person other than ``user`` who reads a comment; empty when nobody does."""
    holder, until = comment.claimed_by, comment.claimed_until
    if holder is None or until is None or until <= at or holder.pk == user.pk:
        return ""
    return str(holder)


def changes(numbers: Iterable[int], *, user: User, at: datetime) -> dict[int, str]:
    """What others do with these comments, as a sentence by number; silent ones are left out."""
    rows = Comment.objects.filter(pk__in=numbers).select_related("claimed_by")
    said = {}
    for comment in rows.only("state", "claimed_until", "claimed_by"):
        name = reader(comment, user=user, at=at)
        if comment.state != State.HELD:
            said[comment.pk] = _("Decided meanwhile")
        elif name:
            said[comment.pk] = _("%s is reading this") % name
    return said


def _check_right(by: User) -> None:
    if not permissions.may_moderate(by):
        raise Refused(_("Deciding on comments is not among your rights."))
