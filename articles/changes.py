"""When readers last got something new of a story. One answer for page, feeds and sitemaps.

A new edition that the desk does not call a major change, such as a mended typo, is no news.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import OuterRef, Subquery

from articles.cards import SUBJECTS
from articles.models import Citation, Edition


def updated(edition: Edition) -> datetime | None:
    """When the edition came, where it is a major change of a story published before."""
    return major_change(edition.sort_at, edition.live_from, is_major=edition.is_major_change)


def changed(
    edition: Edition, *, corrected: datetime | None, recorded: datetime | None = None
) -> datetime | None:
    """The latest of first publication, major change, correction and retraction of its subject."""
    moments = [edition.sort_at, updated(edition), corrected, recorded]
    return max((moment for moment in moments if moment), default=None)


def recorded(citations: Iterable[Citation]) -> datetime | None:
    """When it was last recorded that a work the story reports on is retracted, or is not."""
    works = [row.work for row in citations if row.is_subject and row.work is not None]
    return max((work.standing_at for work in works if work.standing_at), default=None)


def major_change(
    first: datetime | None, live_from: datetime | None, *, is_major: bool
) -> datetime | None:
    """The rule by itself, for rows read without their edition."""
    is_later = first is not None and live_from is not None and live_from > first
    return live_from if is_major and is_later else None


def recorded_at() -> Subquery:
    """For a set of editions: ``recorded`` of what each reports on."""
    told = Citation.objects.filter(
        edition=OuterRef("pk"), relation__in=SUBJECTS, work__standing_at__isnull=False
    )
    return Subquery(told.order_by("-work__standing_at").values("work__standing_at")[:1])
