"""Follows the rules of time zones: a wall time that was promised may come to be another instant.

States change their clocks at short notice, and the tz database follows (RFC 6557, 4). What a
source asked for is the time on its wall; the instant is worked out anew from that.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles import embargo, publishing
from articles.models import Article, Embargo
from core import audit, wall_time
from core.errors import Refused
from core.pages.watch import exactly


def recalculate(at: datetime) -> int:
    """Bring every embargo in force in step with the rules of its zone; returns how many moved.

    Each story it holds gets a line in the log. A later lift takes along what is scheduled before
    it; an earlier one publishes nothing earlier. Doing it twice is harmless.
    """
    return sum(_follow(one, at) for one in Embargo.objects.holding(at))


def _follow(one: Embargo, at: datetime) -> bool:
    meant, before = _meant(one), one.lifts_at
    if meant == before:
        return False
    works = [row.work for row in one.held_works.select_related("work")]
    with transaction.atomic(), exactly(*embargo.pages_of(works)):
        rows = Embargo.objects.holding(at).filter(pk=one.pk, lifts_at=before)
        if rows.update(lifts_at=meant) == 0:
            return False
        numbers = [story.pk for story in embargo.stories_of(one)]
        stories = list(Article.objects.select_for_update().filter(pk__in=numbers))
        embargo.settle(numbers)
        for story in stories:
            _tell(one, story, before, meant, at=at)
            publishing.hold_back(story, until=meant, at=at)
    return True


def _meant(one: Embargo) -> datetime:
    """The instant of its wall time by the rules of today; the one it has, where none is meant."""
    try:
        return wall_time.resolve(datetime.combine(one.wall_day, one.wall_clock), one.zone)
    except wall_time.TimeTwice as twice:
        # Never earlier than was promised: of two that are both new the second.
        return one.lifts_at if one.lifts_at in (twice.first, twice.second) else twice.second
    except Refused:
        return one.lifts_at


def _tell(one: Embargo, story: Article, before: datetime, now: datetime, *, at: datetime) -> None:
    moments = {
        "before": wall_time.in_zone(before, "UTC"),
        "now": wall_time.in_zone(now, "UTC"),
    }
    said = _("It was to lift on %(before)s, and lifts on %(now)s.") % moments
    data = {"embargo": one.pk, "source": one.source}
    audit.record(None, "article.embargo_moved", story, reason=said, data=data, at=at)
