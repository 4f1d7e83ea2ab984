"""What a writer may do with a comment of their own: change it for a while, take it back.

The caller has proved that it is the writer, by a signed link.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from comments import moderation, spam
from comments.models import Comment, Decision, Revision
from comments.moderation import DecidedFirst
from comments.states import State, Who, next_states
from comments.text import fingerprint
from comments.tokens import Standing, Token
from core import audit
from core.errors import Refused
from core.pages.watch import exactly

_MAY_CHANGE = frozenset({State.UNCONFIRMED, State.HELD, State.PUBLISHED, State.APPROVED})


def may_revise(comment: Comment, *, at: datetime) -> bool:
    """Whether the words may still be changed: young, unanswered and not refused."""
    window = timedelta(minutes=settings.COMMENT_EDIT_MINUTES)
    is_young = at - comment.created_at < window
    return is_young and comment.state in _MAY_CHANGE and not comment.replies.exists()


def may_withdraw(comment: Comment) -> bool:
    """Whether it may be taken back; at any time, while it is not refused or gone."""
    return State.WITHDRAWN in next_states(comment.state, who=Who.WRITER)


def revise(comment: Comment, text: str, *, version: int, at: datetime) -> Comment:
    """Replace the words by ``text`` (normalised and valid); the old ones are kept for moderators.

    What readers see goes back into the queue: the words that were let through are not these.
    Raises ``Refused`` when it is too late and ``DecidedFirst`` when a moderator was faster.
    """
    if not may_revise(comment, at=at):
        raise Refused(_("This comment can no longer be changed. It can still be withdrawn."))
    with transaction.atomic(), exactly():
        current = Comment.objects.get(pk=comment.pk)
        if current.version != version:
            raise DecidedFirst(current)
        if text == current.text:
            return current
        if current.is_visible:
            moderation.decide(current, State.HELD, by=None, version=version, at=at)
        Revision.objects.create(comment=current, text=current.text, replaced_at=at)
        current.text, current.text_hash, current.edited_at = text, fingerprint(text), at
        token = Token(Standing.GOOD, age=at - current.created_at)
        spam.judge(current, token=token, at=at)
        moderation.replace_words(current)
        audit.record(None, "comment.edit", current, data={"version": current.version}, at=at)
        return current


def withdraw(comment: Comment, *, at: datetime) -> Decision:
    """Take it back. A tombstone stays where somebody answered; the words are forgotten later."""
    if not may_withdraw(comment):
        raise Refused(_("This comment is not on the page and cannot be withdrawn."))
    return moderation.withdraw(comment, version=comment.version, at=at)
