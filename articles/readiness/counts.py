"""Keeps with each open edition how many findings block it and how many ask, for the list.

Written at each save. What changes the findings without a save, a signature or a retraction, is
brought in by ``keep_in_step`` within a quarter of an hour; publishing always looks afresh.
"""

from __future__ import annotations

from articles.models import Edition
from articles.readiness import report
from core.pages.watch import exactly

# The open editions saved last that one round looks at.
LOOKED_AT = 300


def keep(edition: Edition) -> bool:
    """Store the numbers for a saved edition with its rows; whether they were others before."""
    found = report(edition)
    now = (len(found.blocking), len(found.asking))
    if now == (edition.blocking_findings, edition.asking_findings):
        return False
    edition.blocking_findings, edition.asking_findings = now
    with exactly():
        Edition.objects.filter(pk=edition.pk).update(
            blocking_findings=now[0], asking_findings=now[1]
        )
    return True


def keep_in_step() -> int:
    """Count again for the open editions saved last; returns how many had changed."""
    rows = Edition.objects.open().filter(article__withdrawn_at=None)
    rows = rows.select_related("article", "section", "lead_image").order_by("-updated_at", "-id")
    return sum(keep(edition) for edition in rows[:LOOKED_AT])
