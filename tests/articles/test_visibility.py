"""When a story is visible: the clock alone decides, in half-open intervals."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine

from articles import publishing, visibility
from articles.models import Edition
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory

NOON = datetime(2026, 2, 12, 12, tzinfo=UTC)
TICK = timedelta(microseconds=1)

CASES = [
    # live_from, live_until, seen at noon
    (None, None, False),
    (NOON, None, True),
    (NOON + TICK, None, False),
    (NOON - TICK, None, True),
    (NOON - TICK, NOON, False),
    (NOON - TICK, NOON + TICK, True),
    (NOON, NOON, False),
]


@pytest.mark.parametrize(("live_from", "live_until", "seen"), CASES)
def test_is_live_follows_the_half_open_interval(live_from, live_until, seen):
    interval = SimpleNamespace(live_from=live_from, live_until=live_until)

    assert visibility.is_live(interval, NOON) is seen


@pytest.mark.django_db
@pytest.mark.parametrize(("live_from", "live_until", "seen"), CASES)
def test_condition_for_sets_agrees_with_the_rule_for_one(live_from, live_until, seen):
    edition = EditionFactory(
        state=Edition.State.APPROVED, live_from=live_from, live_until=live_until, sort_at=live_from
    )

    assert Edition.objects.live(NOON).filter(pk=edition.pk).exists() is seen


def test_next_change_is_the_first_moment_to_come():
    intervals = [
        SimpleNamespace(live_from=NOON, live_until=None),
        SimpleNamespace(live_from=NOON - TICK, live_until=NOON + 3 * TICK),
        SimpleNamespace(live_from=NOON + 2 * TICK, live_until=None),
    ]

    assert visibility.next_change(intervals, NOON) == NOON + 2 * TICK
    assert visibility.next_change(intervals, NOON + 3 * TICK) is None


@pytest.mark.django_db
def test_scheduled_story_appears_by_the_clock_alone():
    paul = UserFactory(publisher=True)
    edition = EditionFactory(approved=True)
    with time_machine.travel(NOON, tick=False):
        publishing.publish(edition, by=paul, at=NOON + timedelta(hours=5))

    assert not Edition.objects.live(NOON + timedelta(hours=5) - TICK).exists()
    assert Edition.objects.live(NOON + timedelta(hours=5)).get() == edition


@pytest.mark.django_db
def test_superseded_edition_hands_over_without_gap_or_overlap():
    paul = UserFactory(publisher=True)
    first = EditionFactory(live=True, live_from=NOON - timedelta(days=1))
    second = EditionFactory(approved=True, article=first.article, number=2)
    with time_machine.travel(NOON, tick=False):
        publishing.publish(second, by=paul, at=NOON + timedelta(hours=1))
    change = NOON + timedelta(hours=1)

    assert list(Edition.objects.live(change - TICK)) == [first]
    assert list(Edition.objects.live(change)) == [second]


@pytest.mark.django_db
def test_withdrawn_story_is_gone_at_that_moment():
    paul = UserFactory(publisher=True)
    edition = EditionFactory(live=True, live_from=NOON - timedelta(days=1))

    publishing.withdraw(edition.article, by=paul, reason="The data were false.", at=NOON)

    assert list(Edition.objects.live(NOON - TICK)) == [edition]
    assert not Edition.objects.live(NOON).exists()
