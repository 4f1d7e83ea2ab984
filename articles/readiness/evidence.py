"""Checks of words against the evidence: what a headline claims, and what its study can carry."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from articles.evidence import Card, Origin
from articles.evidence_plate import filled
from articles.models import Edition
from articles.plates import subjects
from articles.readiness.findings import ASKS, Case, Finding
from literature.models import Work

# Only these can carry "causes": chance dealt out the treatment or the genes.
CAUSAL = {Work.StudyDesign.RANDOMISED_TRIAL, Work.StudyDesign.MENDELIAN_RANDOMISATION}
# Reviews may rest on trials; the rest reports no study of its own.
UNDECIDED = {
    "",
    Work.StudyDesign.SYSTEMATIC_REVIEW,
    Work.StudyDesign.GUIDELINE,
    Work.StudyDesign.OPINION,
    Work.StudyDesign.NARRATIVE_REVIEW,
    Work.StudyDesign.LABORATORY,
}
CLAIMS = re.compile(
    r"\b(causes?|caused|prevents?|prevented|cuts|slashes|boosts?|reduces?|lowers?|raises?|cures?|"
    r"protects?|stops|reverses?|leads to|wards off|extends?)\b",
    re.IGNORECASE,
)
CELLS = re.compile(
    r"\b(cells?|dish|tissues?|organoids?|laboratory|lab|test tubes?|in vitro)\b", re.IGNORECASE
)
MODELS = re.compile(
    r"\b(model|modelling|modeling|simulat\w+|comput\w+|forecasts?)\b", re.IGNORECASE
)
UNREVIEWED = re.compile(r"\b(preprint|not (?:yet )?(?:been )?peer|unreviewed)\b", re.IGNORECASE)
SURE = re.compile(r"\b(works|better than|worse than|effective|beats|helps)\b", re.IGNORECASE)
# Papers adjust and round; a slip of the hand is larger.
TOLERANCE = 1.0
MATTERS = {Edition.Kind.NEWS, Edition.Kind.ANALYSIS, Edition.Kind.BRIEF}


def _card(case: Case) -> Card:
    """The card with what the first work reported on knows; empty where there is neither."""
    first = next((row.work for row in subjects(case.citations) if row.work), None)
    return filled(Card.load(case.edition.evidence), first)


def _told(case: Case) -> str:
    return f"{case.edition.headline} {case.edition.standfirst}"


def subject(case: Case) -> list[Finding]:
    """Cells and models are named where a reader looks first; animals are a matter of ``claims``."""
    kind = _card(case).subject
    named = {"cells": CELLS, "in_silico": MODELS}.get(kind)
    if named is None or named.search(_told(case)) or not subjects(case.citations):
        return []
    messages = {
        "cells": _("The study was done in cells. Say so in the headline or the standfirst."),
        "in_silico": _("Nobody was studied, it is a model. Say so in headline or standfirst."),
    }
    return [Finding(ASKS, messages[kind], "headline")]


def causes(case: Case) -> list[Finding]:
    """A headline does not claim a cause that the kind of study cannot show."""
    design = _card(case).design
    found = CLAIMS.search(case.edition.headline)
    if found is None or design in CAUSAL or design in UNDECIDED:
        return []
    message = _("The headline says “%s”, but this kind of study cannot show what causes what.")
    return [Finding(ASKS, message % found[0], "headline")]


def effect(case: Case) -> list[Finding]:
    """A headline does not claim a difference that the interval does not show."""
    card = _card(case)
    claim = CLAIMS.search(case.edition.headline) or SURE.search(case.edition.headline)
    is_denied = re.search(
        r"\b(not|no|never|without|fails?)\b", case.edition.headline, re.IGNORECASE
    )
    if claim is None or is_denied or not (card.has_interval and card.crosses_null):
        return []
    message = _("The headline says “%s”, but “no difference” lies inside the interval on the card.")
    return [Finding(ASKS, message % claim[0], "headline")]


def review(case: Case) -> list[Finding]:
    """A preprint that is news is called one in the text as well."""
    text = f"{_told(case)} {case.edition.body_text}"
    if _card(case).review != Work.ReviewStatus.PREPRINT or UNREVIEWED.search(text):
        return []
    return [
        Finding(ASKS, _("The study is a preprint, and the text does not say so."), "body_source")
    ]


def origin(case: Case) -> list[Finding]:
    if Card.load(case.edition.evidence).origin != Origin.RELEASE_ONLY:
        return []
    return [
        Finding(ASKS, _("The story rests on a press release alone. Read the paper."), "evidence")
    ]


def numbers(case: Case) -> list[Finding]:
    """The difference on the card follows from the counts on it, to a tenth of a point or so."""
    card = Card.load(case.edition.evidence)
    stated = card.number("difference")
    if not card.has_arms or stated is None or card.measure != "points":
        return []
    shares = [
        100 * (reached or 0) / (total or 1)
        for reached, total in ((card.reached_a, card.total_a), (card.reached_b, card.total_b))
    ]
    counted = shares[0] - shares[1]
    if abs(counted - float(stated)) <= TOLERANCE:
        return []
    message = _(
        "The counts on the evidence card differ by %(counted).1f points, not by %(stated)s."
    )
    return [Finding(ASKS, message % {"counted": counted, "stated": card.difference}, "evidence")]


def missing(case: Case) -> list[Finding]:
    """News of a study in people has a card."""
    work = next((row.work for row in subjects(case.citations) if row.work), None)
    is_study = work is not None and work.subject == Work.Subject.PEOPLE and work.study_design
    if case.edition.kind not in MATTERS or not is_study or case.edition.evidence:
        return []
    return [Finding(ASKS, _("The evidence card is empty."), "evidence")]
