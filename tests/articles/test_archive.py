"""The archive by month, in the site's zone."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from articles import archive
from tests.factories.articles import EditionFactory
from tests.querycount import assert_same_queries

pytestmark = pytest.mark.django_db


def published(*moment, **options):
    at = datetime(*moment, tzinfo=UTC)
    return EditionFactory(live=True, live_from=at, sort_at=at, **options)


def test_story_stands_in_the_month_its_readers_saw_it():
    story = published(2026, 3, 1, 3)  # 10 in the evening of 28 February in New York

    assert list(archive.stories(2026, 2, timezone.now())) == [story]
    assert list(archive.stories(2026, 3, timezone.now())) == []
    assert [month.month for month in archive.months(2026, timezone.now())] == [2]


def test_years_run_from_the_newest_to_the_oldest_live_story():
    published(2024, 5, 1)
    published(2026, 5, 1)
    EditionFactory(scheduled=True)

    assert archive.years(timezone.now()) == [2026, 2025, 2024]


def test_pages_lead_from_year_to_month_to_story(client):
    story = published(2026, 5, 3)

    assert '"/archive/2026/5/"' in client.get("/archive/").content.decode()
    assert '"/archive/2026/5/"' in client.get("/archive/2026/").content.decode()
    assert [card.story for card in client.get("/archive/2026/5/").context["cards"]] == [story]


@pytest.mark.parametrize("path", ["2026/13", "2026/0", "9999", "0", "9999/12", "2025", "2026/6"])
def test_time_without_stories_is_no_page(path, client):
    published(2026, 5, 3)

    assert client.get(f"/archive/{path}/").status_code == 404


def test_month_costs_the_same_for_one_story_and_three(client):
    assert_same_queries(lambda: client.get("/archive/2026/5/"), lambda: published(2026, 5, 3))
