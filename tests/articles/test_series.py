"""Series: an order the desk gives, of which readers see what is published."""

import pytest
from django.utils import timezone

from articles import series
from articles.models import Article
from core.errors import Refused
from core.models import AuditEntry
from tests.factories.articles import EditionFactory, SeriesFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db


def run(*stories):
    made = SeriesFactory()
    series.arrange(made, [story.article for story in stories], by=UserFactory())
    return made


def place(story):
    article = Article.objects.select_related("series").get(pk=story.article_id)
    return series.place_of(article, at=timezone.now())


def test_place_counts_the_parts_that_readers_see():
    first, hidden, last = EditionFactory(live=True), EditionFactory(), EditionFactory(live=True)
    made = run(first, hidden, last)

    found = place(last)

    assert (found.series, found.number, found.count) == (made, 2, 2)
    assert (found.before, found.after) == (first, None)


def test_story_without_others_beside_it_stands_in_no_series():
    alone = EditionFactory(live=True)
    run(alone, EditionFactory(scheduled=True))

    assert place(alone) is None
    assert place(EditionFactory(live=True)) is None


def test_arranging_again_changes_the_order_and_lets_go():
    one, two, three = (EditionFactory(live=True) for _ in range(3))
    made = run(one, two)

    series.arrange(made, [three.article, one.article], by=UserFactory())

    assert list(series.parts(made, at=timezone.now())) == [three, one]
    assert AuditEntry.objects.filter(act="series.arrange").count() == 2


def test_part_of_another_series_is_refused():
    story = EditionFactory(live=True)
    run(story)

    with pytest.raises(Refused, match="is a part of the series"):
        run(story)


def test_series_page_lists_its_parts_in_order(client):
    first, last = EditionFactory(live=True), EditionFactory(live=True)
    made = run(last, first)

    answer = client.get(made.get_absolute_url())

    assert [card.story for card in answer.context["cards"]] == [last, first]
    assert made.title in client.get("/series/").content.decode()


def test_series_of_hidden_stories_is_no_page(client):
    made = run(EditionFactory(scheduled=True))

    assert client.get(made.get_absolute_url()).status_code == 404
    assert client.get(f"{made.get_absolute_url()}feed.atom").status_code == 404
    assert made.title not in client.get("/series/").content.decode()


def test_story_page_names_its_part(client):
    first, second = EditionFactory(live=True), EditionFactory(live=True)
    run(first, second)

    page = client.get(second.get_absolute_url()).content.decode()

    assert "Part 2 of 2" in page
    assert f'rel="prev" href="{first.get_absolute_url()}"' in page


def test_editor_arranges_a_series_by_addresses(admin_client):
    one, two = EditionFactory(live=True), EditionFactory()
    lines = f"https://news.example.org/{two.path}/\r\n\r\n/{one.path}/"
    fields = {"title": "Sleep school", "slug": "sleep-school", "addresses": lines}

    admin_client.post("/admin/articles/series/add/", fields)

    parts = Article.objects.filter(series__slug="sleep-school").order_by("part")
    assert list(parts) == [two.article, one.article]


def test_address_without_a_story_is_named(admin_client):
    fields = {"title": "Sleep school", "slug": "sleep-school", "addresses": "/nowhere/"}

    page = admin_client.post("/admin/articles/series/add/", fields).content.decode()

    assert "No story has the address /nowhere/." in page
