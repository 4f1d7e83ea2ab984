"""Knows what an edition still lacks before readers should see it.

A finding blocks publishing or asks a question; it names the field where it is settled. A check is
a function that takes a ``Case`` and gives findings; one more is a module here and a line in
``CHECKS``.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.models import Edition
from articles.readiness import (
    carried,
    cited,
    claims,
    evidence,
    linked,
    pictures,
    signed,
    wording,
)
from articles.readiness.findings import ASKS, BLOCKS, Case, Check, Finding, read
from core.errors import Refused

__all__ = ["ASKS", "BLOCKS", "CHECKS", "Case", "Check", "Finding", "Report", "check", "report"]

CHECKS: list[Check] = [
    wording.body,
    wording.standfirst,
    wording.headline,
    wording.search_words,
    wording.bylines,
    claims.large_words,
    claims.animals,
    pictures.lead_picture,
    pictures.credit,
    pictures.pictures_in_text,
    cited.sources,
    cited.marks,
    cited.retractions,
    cited.concerns,
    cited.issue_mismatch,
    linked.dead_links,
    carried.undecided,
    carried.overtaken,
    signed.steps_of_section,
    signed.outsiders,
    evidence.subject,
    evidence.causes,
    evidence.effect,
    evidence.review,
    evidence.origin,
    evidence.numbers,
    evidence.missing,
]


@dataclass(frozen=True)
class Report:
    """All findings of an edition, those that block first, and how many checks found nothing."""

    findings: list[Finding]
    passed: int

    @property
    def blocking(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.blocks]

    @property
    def asking(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.blocks]

    def about(self, key: str) -> list[Finding]:
        return [finding for finding in self.findings if finding.key == key]


def report(edition: Edition) -> Report:
    """Look at a saved edition with its rows; a fixed number of queries, whatever is cited."""
    case = read(edition)
    found = [list(check(case)) for check in CHECKS]
    findings = [finding for some in found for finding in some]
    return Report(
        findings=sorted(findings, key=lambda finding: not finding.blocks),
        passed=sum(1 for some in found if not some),
    )


def check(edition: Edition) -> None:
    """Raise ``Refused`` with the first finding that blocks publishing."""
    blocking = report(edition).blocking
    if blocking:
        raise Refused(
            _("Nothing is published yet. %s") % blocking[0].message, field=blocking[0].field
        )
