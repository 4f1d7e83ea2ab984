"""Checks of what the words promise: large ones, and silence about animals."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.readiness.findings import ASKS, Case, Finding
from literature.models import Work

# HealthNewsReview and the Science Media Centre name these as words that studies rarely earn.
LARGE_WORDS = re.compile(
    r"\b(breakthroughs?|game[- ]?chang(?:er|ers|ing)|holy grail|miracles?|miraculous"
    r"|first[- ]of[- ]its[- ]kind|wonder drugs?|magic bullets?|cures?|cured)\b",
    re.IGNORECASE,
)
ANIMAL_WORDS = re.compile(
    r"\b(animals?|mouse|mice|murine|rats?|rodents?|hamsters?|guinea pigs?|rabbits?|pigs?|piglets?"
    r"|dogs?|cats?|sheep|cows?|cattle|horses?|monkeys?|macaques?|marmosets?|apes?|primates?"
    r"|ferrets?|chickens?|birds?|fish|zebrafish|frogs?|fl(?:y|ies)|worms?|insects?|bees?)\b",
    re.IGNORECASE,
)
Subject = Work.Subject
_PLACES = {
    "headline": gettext_lazy("The headline says “%s”. Say what was found instead."),
    "standfirst": gettext_lazy("The standfirst says “%s”. Say what was found instead."),
    "body_source": gettext_lazy("The text says “%s”. Look whether the study bears it."),
}


def large_words(case: Case) -> list[Finding]:
    """One finding per field, with the words it uses."""
    edition = case.edition
    texts = {
        "headline": edition.headline,
        "standfirst": edition.standfirst,
        "body_source": edition.body_text,
    }
    found = {name: list(dict.fromkeys(_large(text))) for name, text in texts.items()}
    return [
        Finding(ASKS, _PLACES[name] % "”, “".join(words), name)
        for name, words in found.items()
        if words
    ]


def _large(text: str) -> list[str]:
    return [match[0].lower() for match in LARGE_WORDS.finditer(text)]


def animals(case: Case) -> list[Finding]:
    """A study in animals alone whose headline and standfirst let readers think of people."""
    subjects = {row.work.subject for row in case.citations if row.work and row.is_subject}
    if Subject.ANIMALS not in subjects or Subject.PEOPLE in subjects:
        return []
    if ANIMAL_WORDS.search(f"{case.edition.headline} {case.edition.standfirst}"):
        return []
    message = _("The study is in animals. Neither headline nor standfirst says so.")
    return [Finding(ASKS, message, "headline")]
