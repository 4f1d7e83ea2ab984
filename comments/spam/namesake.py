"""Does the name look like that of somebody of the newsroom?"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from comments.impersonation import is_one_of_ours
from comments.spam.candidate import Candidate, Vote

CODE = "namesake"


def vote(candidate: Candidate) -> Vote | None:
    if candidate.is_ours or not is_one_of_ours(candidate.name):
        return None
    return Vote(CODE)


def sentence(facts: dict[str, Any]) -> str:
    return _("The name looks like that of somebody who works here, and the writer has no account.")
