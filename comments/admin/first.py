"""What a moderator is told whose decision came second."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from comments.models import Comment
from comments.moderation import DecidedFirst
from comments.text import shown
from core import diff


def change_of(comment: Comment) -> dict[str, Any] | None:
    """The words before and after the writer's last change, marked; None when there was none."""
    earlier = comment.revisions.last()
    if earlier is None:
        return None
    before, after = diff.marked(shown(earlier.text), shown(comment.text))
    return {"at": earlier.replaced_at, "before": before, "after": after}


def who_was_first(first: DecidedFirst) -> str:
    """Who decided what, and when; or that the writer changed the words."""
    decision = first.decision
    if _was_changed_by_writer(first):
        return _("The writer changed the words since you saw them.")
    if decision is None or not decision.by_name:
        return _("This comment changed since you saw it.")
    words = {
        "who": decision.by_name,
        "state": decision.get_to_state_display(),
        "time": timezone.localtime(decision.at).strftime("%H:%M %Z"),
        "reason": decision.get_reason_code_display(),
    }
    if decision.reason_code:
        return _("%(who)s decided first, at %(time)s: %(state)s, “%(reason)s”.") % words
    return _("%(who)s decided first, at %(time)s: %(state)s.") % words


def _was_changed_by_writer(first: DecidedFirst) -> bool:
    """Whether the newest step is no decision of a person but new words."""
    edited, decision = first.comment.edited_at, first.decision
    return bool(edited) and (decision is None or not decision.by_name or decision.at < edited)
