"""When readers last got something new of a story."""

from datetime import UTC, datetime

import pytest

from articles import changes
from articles.models import Edition

FIRST, SECOND, THIRD = (datetime(2026, 2, day, tzinfo=UTC) for day in (1, 2, 3))


@pytest.mark.parametrize(
    ("live_from", "is_major", "corrected", "changed"),
    [
        (FIRST, False, None, FIRST),
        (SECOND, False, None, FIRST),
        (SECOND, True, None, SECOND),
        (SECOND, True, THIRD, THIRD),
        (THIRD, True, SECOND, THIRD),
        (SECOND, False, THIRD, THIRD),
    ],
)
def test_story_changed_by_what_readers_should_know(live_from, is_major, corrected, changed):
    edition = Edition(sort_at=FIRST, live_from=live_from, is_major_change=is_major)

    assert changes.changed(edition, corrected=corrected) == changed


def test_story_without_a_place_in_time_never_changed():
    assert changes.changed(Edition(is_major_change=True), corrected=None) is None
