"""A wall time that was promised stays the promise when the rules of its zone change."""

from datetime import datetime, timedelta

import pytest

from articles import rezoning
from articles.models import Article, Edition, Embargo
from core.models import AuditEntry
from tests.factories.articles import EditionFactory, EmbargoFactory

pytestmark = pytest.mark.django_db
AT = datetime.fromisoformat("2026-02-10T12:00:00+00:00")
MEANT = datetime.fromisoformat("2026-02-12T22:00:00+00:00")  # 17:00 in New York
HOUR = timedelta(hours=1)


def entered(article, lifts_at, wall="2026-02-12T17:00", zone="America/New_York"):
    """An embargo whose instant was worked out under other rules than those of today."""
    given = datetime.fromisoformat(wall)
    return EmbargoFactory(
        articles=[article],
        zone=zone,
        wall_day=given.date(),
        wall_clock=given.time(),
        lifts_at=lifts_at,
    )


def lifts():
    return Embargo.objects.get().lifts_at


@pytest.mark.parametrize("before", [MEANT - HOUR, MEANT + HOUR])
def test_embargo_follows_its_wall_time_and_the_log_tells(before):
    story = EditionFactory(article__created_by=None).article
    entered(story, before)

    moved = rezoning.recalculate(AT)

    told = AuditEntry.objects.get(act="article.embargo_moved")
    assert (moved, lifts(), Article.objects.get().embargoed_until) == (1, MEANT, MEANT)
    assert told.reason.endswith("and lifts on 12 Feb 2026, 22:00 UTC (UTC).")
    assert (told.object_id, told.actor) == (str(story.pk), None)


def test_what_is_in_step_is_left_alone():
    entered(EditionFactory().article, MEANT)

    assert rezoning.recalculate(AT) == 0
    assert not AuditEntry.objects.exists()


def test_what_was_scheduled_for_the_lift_moves_back_with_it():
    early = MEANT - HOUR
    live = EditionFactory(live=True, live_from=AT - HOUR, sort_at=AT - HOUR, live_until=early)
    edition = EditionFactory(
        scheduled=True, article=live.article, number=2, live_from=early, sort_at=AT - HOUR
    )
    entered(edition.article, early)

    rezoning.recalculate(AT)

    seen = [Edition.objects.live(at).get() for at in (early, MEANT - HOUR / 2, MEANT)]
    assert seen == [live, live, edition]


def test_first_publication_is_dated_when_it_comes():
    early = MEANT - HOUR
    edition = EditionFactory(scheduled=True, live_from=early, sort_at=early)
    entered(edition.article, early)

    rezoning.recalculate(AT)

    now = Edition.objects.select_related("article").get()
    assert (now.live_from, now.sort_at, now.article.first_published_at) == (MEANT, MEANT, MEANT)


def test_earlier_lift_publishes_nothing_earlier():
    late = MEANT + HOUR
    edition = EditionFactory(scheduled=True, live_from=late, sort_at=late)
    entered(edition.article, late)

    rezoning.recalculate(AT)

    assert Edition.objects.get().live_from == late


@pytest.mark.parametrize(
    ("wall", "zone", "now", "wanted"),
    [
        # 02:30 on 29 March 2026 does not exist in Berlin: what was promised stays.
        ("2026-03-29T02:30", "Europe/Berlin", "2026-03-29T00:30+00:00", "2026-03-29T00:30+00:00"),
        # 01:30 on 1 November 2026 happens twice in New York: one of the two stays as it was meant.
        ("2026-11-01T01:30", "America/New_York", "2026-11-01T05:30+00:00", "2026-11-01T05:30Z"),
        # Both are new: never the earlier one.
        ("2026-11-01T01:30", "America/New_York", "2026-11-01T04:30+00:00", "2026-11-01T06:30Z"),
        ("2026-11-01T01:30", "Nowhere/Gone", "2026-11-01T04:30+00:00", "2026-11-01T04:30Z"),
    ],
)
def test_time_that_is_missing_or_comes_twice_is_never_earlier(wall, zone, now, wanted):
    story = EditionFactory().article
    entered(story, datetime.fromisoformat(now), wall, "UTC")
    Embargo.objects.update(zone=zone)

    rezoning.recalculate(AT)

    assert lifts() == datetime.fromisoformat(wanted)
