"""Was the field filled that people never see?"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from comments.spam.candidate import Candidate, Vote

CODE = "trap"


def vote(candidate: Candidate) -> Vote | None:
    return Vote(CODE) if candidate.trap.strip() else None


def sentence(facts: dict[str, Any]) -> str:
    return _("The field that people do not see was filled in.")
