"""The watch over what stories cite: asks the services about many works, within their rates.

How far it came stands with each work, so a run that ends early goes on where it stopped.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from core.errors import OutsideFailure
from core.pages.watch import exactly
from literature import retractions, versions
from literature.models import Work
from literature.sources import crossref, pubmed
from literature.sources.description import Report

logger = logging.getLogger(__name__)

BATCH = 25
PATIENCE = 90.0  # seconds a batch waits for its turn
SECONDS = 240.0  # of one run of the recurring job, which comes again soon
# How long a work has been in the library, and how often it is checked then.
CADENCE = (
    (timedelta(days=90), timedelta(days=1)),
    (timedelta(days=730), timedelta(days=7)),
)
MONTHLY = timedelta(days=30)
NEEDED = (
    *("id", "doi", "pmid", "status", "status_date", "notice_doi", "notice_url", "version"),
    *("title", "title_plain", "created_at", "check_due", "kind"),
)


@dataclass
class Run:
    """What one run did. ``trouble`` is why it ended early, ``left`` how many were due then."""

    checked: int = 0
    notices: int = 0
    left: int = 0
    trouble: str = ""


def check_due(at: datetime, *, limit: int | None = None, seconds: float | None = SECONDS) -> Run:
    """Check the works that are due at ``at``, the longest due first; never raises for a service."""
    run = Run()
    started = time.monotonic()
    _put_off_nameless(at)
    while limit is None or run.checked < limit:
        size = BATCH if limit is None else min(BATCH, limit - run.checked)
        batch = list(_due(at).only(*NEEDED)[:size])
        if not batch or (seconds is not None and time.monotonic() - started > seconds):
            break
        try:
            run.notices += check(batch, at=timezone.now())
        except OutsideFailure as failure:
            run.trouble = str(failure)
            logger.warning("The watch ended early: %s", failure)
            break
        run.checked += len(batch)
    run.left = _due(at).count()
    return run


def check(works: list[Work], *, at: datetime) -> int:
    """Ask about these works and record what is reported; returns how many notices are new.

    Raises OutsideFailure when Crossref does not answer; without PubMed its word is missing only.
    """
    described = crossref.check([work.doi for work in works if work.doi], patience=PATIENCE)
    summarised = _from_pubmed([work.pmid for work in works if work.pmid])
    new = 0
    for work in works:
        found = described.get(work.doi) if work.doi else None
        reports = [*(found.reports if found else ()), *summarised.get(work.pmid, [])]
        new += len(retractions.record(work, reports, at=at))
        if found is not None:
            versions.note(work, found)
    for pause, numbers in _by_cadence(works, at).items():
        rows = Work.objects.filter(pk__in=numbers)
        with exactly():  # no page for readers says when a work was checked
            rows.update(checked_at=at, check_due=at + pause)
    return new


def cadence(work: Work, at: datetime) -> timedelta:
    """How long until a work is checked again: a day at first, later a week, then a month."""
    age = at - work.created_at
    return next((pause for limit, pause in CADENCE if age < limit), MONTHLY)


def _by_cadence(works: list[Work], at: datetime) -> dict[timedelta, list[int]]:
    found: dict[timedelta, list[int]] = {}
    for work in works:
        found.setdefault(cadence(work, at), []).append(work.pk)
    return found


def _due(at: datetime) -> QuerySet[Work]:
    named = ~Q(doi="") | ~Q(pmid="")
    return Work.objects.filter(named, check_due__lte=at).order_by("check_due", "id")


def _put_off_nameless(at: datetime) -> None:
    # What no service can be asked about would stand first in line for ever.
    nameless = Work.objects.filter(check_due__lte=at, doi="", pmid="")
    with exactly():
        nameless.update(check_due=at + MONTHLY)


def _from_pubmed(pmids: list[str]) -> dict[str, list[Report]]:
    try:
        return pubmed.check(pmids, patience=PATIENCE) if pmids else {}
    except OutsideFailure as failure:
        logger.warning("The watch goes on without PubMed: %s", failure)
        return {}
