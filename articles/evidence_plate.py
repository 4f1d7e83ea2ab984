"""The evidence card as readers meet it: facts, drawings, and what its words mean.

What the card leaves empty is said by the work it is about, where that knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import evidence_plots as plots
from articles.evidence import LABELS, Card, Origin
from articles.evidence_plots import Arm, Interval
from articles.models import Citation
from articles.plates import Fact, subjects
from literature.models import Work

FACTS = ("follow_up", "comparator", "registration")
WIDE = ("funding", "interests", "author_interests", "limitations")
REGISTER = "https://clinicaltrials.gov/study/"
REVIEWS = {
    "peer_reviewed": gettext_lazy("Other scientists read it before it was published."),
    "preprint": gettext_lazy(
        "The authors posted it themselves. No other scientist has checked it for a journal yet."
    ),
    "conference_abstract": gettext_lazy(
        "A summary shown at a meeting. The full study is not out, and results often change."
    ),
}
DESIGNS = {
    "systematic_review": gettext_lazy(
        "All studies on one question, searched for by a plan and weighed together."
    ),
    "randomised_trial": gettext_lazy(
        "Chance decided who got what, so a difference can be put down to the treatment."
    ),
    "non_randomised_trial": gettext_lazy(
        "Treatments were compared, but chance did not decide who got which. The groups may differ."
    ),
    "cohort": gettext_lazy(
        "People were followed over time. It shows what goes together, not what causes what."
    ),
    "case_control": gettext_lazy(
        "People with an illness were compared with others, looking back. Memory and choice mislead."
    ),
    "cross_sectional": gettext_lazy("A look at one moment. What came first cannot be told."),
    "case_series": gettext_lazy("What happened to a few patients, with nobody to compare them to."),
    "diagnostic_accuracy": gettext_lazy("A test was checked against the best there is."),
    "qualitative": gettext_lazy("What people say and do, in depth; it does not count."),
    "modelling": gettext_lazy("A calculation. It is as good as what was put into it."),
    "laboratory": gettext_lazy("Done in a laboratory. What holds there need not hold in people."),
    "narrative_review": gettext_lazy("Experts sum up the studies they chose."),
    "guideline": gettext_lazy("Advice that a group of experts agreed on."),
    "opinion": gettext_lazy("What its authors think. It reports no new data."),
    "economic_evaluation": gettext_lazy("What something costs and what one gets for it."),
    "ecological": gettext_lazy(
        "Whole groups or places were compared. It may not hold for any one person."
    ),
    "mendelian_randomisation": gettext_lazy(
        "Genes, dealt out by chance, stand in for an experiment."
    ),
}
SUBJECTS = {
    "animals": gettext_lazy("What happens in animals often does not happen in people."),
    "cells": gettext_lazy("Cells in a dish are far from a living body."),
    "in_silico": gettext_lazy("Nobody was studied; it was worked out by computer."),
}
TERMS = ((REVIEWS, "review"), (DESIGNS, "design"), (SUBJECTS, "subject"))


@dataclass(frozen=True)
class Explained:
    """A word of the card and what it means."""

    term: str
    words: str


@dataclass(frozen=True)
class Evidence:
    """All that a page shows of a card."""

    question: str
    facts: Sequence[Fact]
    explained: Sequence[Explained]
    arms: Sequence[Arm]
    key: str
    amount: str
    effect_label: str
    effect_words: Sequence[str]
    interval: Interval | None
    meaning: str
    register_url: str


def evidence(text: str, citations: Sequence[Citation]) -> Evidence | None:
    """The card of a story with what its first source knows; None without a card."""
    stored = Card.load(text)
    if stored.is_empty:
        return None
    card = filled(stored, next((row.work for row in subjects(citations) if row.work), None))
    drawn = plots.interval(card)
    return Evidence(
        question=card.question or _("What the study found"),
        facts=_facts(stored),
        explained=[
            Explained(card.words(name), str(words[getattr(card, name)]))
            for words, name in TERMS
            if getattr(card, name) in words
        ],
        arms=plots.arms(card),
        key=plots.key(card),
        amount=plots.amount(card) if card.difference else "",
        effect_label=plots.effect_label(card),
        effect_words=[plots.said_interval(card), plots.crossing(card)] if drawn else [],
        interval=drawn,
        meaning=card.meaning,
        register_url=REGISTER + card.registration if card.registration[:3] == "NCT" else "",
    )


def filled(card: Card, work: Work | None) -> Card:
    """The card with the kind of study and the subject of the work where it names none."""
    if work is None:
        return card
    review = work.review_status if work.review_status in REVIEWS else ""
    values = {"review": review, "design": work.study_design, "subject": work.subject}
    return Card.of({**values, **{k: v for k, v in vars(card).items() if v not in ("", None)}})


def _facts(card: Card) -> list[Fact]:
    """What the card itself states; the work's own facts stand on its plate."""
    design = ", ".join(filter(None, [card.words("design"), card.design_note]))
    subject = card.subject_note or card.words("subject")
    facts = [
        Fact(str(LABELS["review"]), card.words("review")),
        Fact(str(LABELS["design"]), design),
        Fact(str(LABELS["subject"]), subject),
        Fact(str(LABELS["size"]), card.words("size"), is_figure=True),
        *(Fact(str(LABELS[name]), card.words(name)) for name in FACTS),
        *(Fact(str(LABELS[name]), card.words(name), is_wide=True) for name in WIDE),
    ]
    if card.origin not in {"", Origin.PAPER}:
        facts.append(Fact(str(LABELS["origin"]), card.words("origin"), is_wide=True))
    return [fact for fact in facts if fact.value]
