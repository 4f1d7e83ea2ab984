"""Has this reader been here before? Said to the moderator, held against nobody.

Anybody can type a trusted person's name and address, so only a confirmed address counts.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from comments.models import Comment
from comments.spam.candidate import Candidate, Vote
from comments.states import State

CODE = "first"


def vote(candidate: Candidate) -> Vote | None:
    if not candidate.is_verified:
        return Vote(CODE, {"email": False})
    known = Comment.objects.filter(candidate.is_writers, state=State.APPROVED)
    return None if known.exists() else Vote(CODE, {"email": True})


def sentence(facts: dict[str, Any]) -> str:
    if facts.get("email"):
        return _("No comment of this confirmed address has been approved yet.")
    return _("The writer has not confirmed an e-mail address.")
