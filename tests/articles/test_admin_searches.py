"""Pins and misses on the desk."""

import pytest

from articles.models import SearchMiss, SearchPin
from tests.factories.articles import EditionFactory

pytestmark = pytest.mark.django_db


def test_editor_pins_a_story_by_its_address(admin_client):
    story = EditionFactory(live=True)
    address = f"https://news.example.org{story.get_absolute_url()}?utm=x"

    admin_client.post(
        "/admin/articles/searchpin/add/", {"words": "Sleep!", "address": address, "position": 0}
    )

    assert SearchPin.objects.values_list("words", "article").get() == ("sleep", story.article_id)


@pytest.mark.parametrize("address", ["/nowhere/", "http://[", "?", "\0"])
def test_address_without_a_story_is_refused(address, admin_client):
    fields = {"words": "sleep", "address": address, "position": 0}

    answer = admin_client.post("/admin/articles/searchpin/add/", fields)

    assert answer.status_code == 200
    assert not SearchPin.objects.exists()


def test_hidden_story_is_not_pinned(admin_client):
    story = EditionFactory(scheduled=True)
    fields = {"words": "sleep", "address": f"/{story.path}/", "position": 0}

    page = admin_client.post("/admin/articles/searchpin/add/", fields).content.decode()

    assert "Readers find no story at this address." in page


def test_miss_leads_to_a_pin_for_its_words(admin_client):
    SearchMiss.objects.create(day="2026-11-01", words="sleep apnoea")

    page = admin_client.get("/admin/articles/searchmiss/").content.decode()

    assert "/admin/articles/searchpin/add/?words=sleep+apnoea" in page
