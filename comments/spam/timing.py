"""Was the form ours, and was there time to read and write?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.spam.candidate import Candidate, Vote
from comments.tokens import Standing

CODE = "timing"
QUICK = timedelta(seconds=3)


def vote(candidate: Candidate) -> Vote | None:
    token = candidate.token
    if token.standing != Standing.GOOD:
        return Vote(CODE, {"token": str(token.standing)})
    if token.age is not None and token.age < QUICK:
        return Vote(CODE, {"seconds": max(0, int(token.age.total_seconds()))})
    return None


def sentence(facts: dict[str, Any]) -> str:
    if "seconds" in facts:
        seconds = int(facts["seconds"])
        return ngettext(
            "It was sent %d second after the form was opened.",
            "It was sent %d seconds after the form was opened.",
            seconds,
        ) % (seconds)
    if facts.get("token") == Standing.OTHER_STORY:
        return _("It was sent with the form of another story.")
    if facts.get("token") == Standing.MISSING:
        return _("The form did not say when it was opened: no script, or a program.")
    return _("It was not sent with a form of this site.")
