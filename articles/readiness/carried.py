"""Checks around a hotfix: nothing left to decide, and made for what readers see."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import CarryQuestion
from articles.readiness.findings import BLOCKS, Case, Finding


def undecided(case: Case) -> list[Finding]:
    rows = CarryQuestion.objects.filter(carry__edition=case.edition, choice="")
    count = rows.count()
    if not count:
        return []
    message = ngettext(
        "A hotfix changed %d thing that this edition changed too. Decide which it shall be.",
        "A hotfix changed %d things that this edition changed too. Decide which they shall be.",
        count,
    )
    return [Finding(BLOCKS, message % count, "carried")]


def overtaken(case: Case) -> list[Finding]:
    """A hotfix whose live edition was replaced by the clock or by a draft meanwhile."""
    edition = case.edition
    if edition.hotfix_of is None or edition.is_frozen:
        return []
    if edition.hotfix_of.is_live(timezone.now()):
        return []
    message = _("Another edition went live meanwhile. Bring this hotfix up to it first.")
    return [Finding(BLOCKS, message, "next")]
