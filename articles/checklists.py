"""Lists of questions behind a signed check. Knows the questions and what a full answer is.

The health list follows the ten criteria of HealthNewsReview.org.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Refused

YES, NO, OUT = "yes", "no", "out"
ANSWERS: dict[str, str | Promise] = {
    YES: gettext_lazy("yes"),
    NO: gettext_lazy("no"),
    OUT: gettext_lazy("does not apply"),
}
HEALTH: dict[str, str | Promise] = {
    "costs": gettext_lazy("Does the story say what it costs?"),
    "benefits": gettext_lazy("Does it give the benefit in absolute numbers?"),
    "harms": gettext_lazy("Does it name the harms, and how often they occur?"),
    "evidence": gettext_lazy("Does it say how good the evidence is?"),
    "mongering": gettext_lazy("Does it leave healthy people healthy, without making a disease?"),
    "independence": gettext_lazy("Does it ask somebody independent, and name interests?"),
    "alternatives": gettext_lazy("Does it compare with what else can be done?"),
    "availability": gettext_lazy("Does it say whether, where and when it can be had?"),
    "novelty": gettext_lazy("Does it say truly what is new?"),
    "release": gettext_lazy("Does it rest on more than a press release?"),
}
LISTS: dict[str, dict[str, str | Promise]] = {"health": HEALTH}


def check_whole(kind: str, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers to a list, each question once; refuses while one is open."""
    questions = LISTS.get(kind, {})
    open_ones = [name for name in questions if answers.get(name) not in ANSWERS]
    if open_ones:
        raise Refused(_("Not answered yet: %s") % questions[open_ones[0]], field=open_ones[0])
    return {name: answers[name] for name in questions}


def failed(kind: str, answers: Mapping[str, str]) -> list[str]:
    """The questions that were answered with no, as sentences."""
    return [
        str(question) for name, question in LISTS.get(kind, {}).items() if answers.get(name) == NO
    ]
