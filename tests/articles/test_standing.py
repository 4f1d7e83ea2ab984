from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from articles import standing
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)  # 12:00 in New York
HOUR = timedelta(hours=1)


def frozen(since, until=None, **fields):
    return EditionFactory(
        state="approved", live_from=since, live_until=until, sort_at=since, **fields
    )


@pytest.mark.parametrize(
    ("since", "until", "key"),
    [
        (NOON, None, "live"),
        (NOON + HOUR, None, "scheduled"),
        (NOON - HOUR, NOON, "superseded"),
        (NOON - HOUR, NOON + HOUR, "live"),
    ],
)
def test_place_in_time_decides_over_the_state(since, until, key):
    assert standing.key_of(frozen(since, until), NOON) == key


def test_first_draft_is_seen_by_nobody_outside():
    said = standing.standing(EditionFactory(), at=NOON)

    assert (said.word, said.sentence) == ("Draft 1", "Nobody outside the desk sees it.")


def test_draft_of_a_live_story_says_what_readers_see():
    live = frozen(NOON - HOUR)
    draft = EditionFactory(article=live.article, section=live.section)

    said = standing.standing(draft, at=NOON, live=live)

    assert said.sentence == (
        "of a live story. Readers see edition 1, live since 12 Feb 2026, 11:00 EST."
    )


def test_review_names_who_reads_and_until_when():
    edda = UserFactory(editor=True)
    edition = EditionFactory(
        in_review=True, reviewer=edda, state_since=NOON - HOUR, review_due=NOON + HOUR
    )

    assert standing.standing(edition, at=NOON).sentence == (
        "by Edda since 11:00 EST, due 13:00 EST."
    )
    assert standing.standing(edition, at=NOON, reader=edda).sentence.startswith("by you")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, ""),
        ({"planned_for": date(2026, 2, 13)}, "planned 13 Feb 2026"),
        ({"in_review": True, "review_due": NOON + HOUR}, "due 13:00 EST"),
        ({"in_review": True, "review_due": NOON - HOUR}, "due 11:00 EST, late"),
        (
            {"approved": True, "live_from": NOON + HOUR, "sort_at": NOON + HOUR},
            "13:00 EST",
        ),
        (
            {"approved": True, "live_from": NOON, "sort_at": NOON},
            "live since 12 Feb 2026",
        ),
    ],
)
def test_next_date_is_the_one_that_counts(fields, words):
    assert standing.next_date(EditionFactory(**fields), at=NOON) == words
