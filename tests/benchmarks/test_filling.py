"""What the generator makes is a site that readers could read."""

import pytest

from articles.models import Article, Edition
from benchmarks.filling import STORY, Filling, NotOurs
from tests.factories.articles import EditionFactory

pytestmark = pytest.mark.django_db


def test_filling_makes_stories_that_readers_find(client):
    filling = Filling()
    filling.stories(1)
    filling.special(comments=2)

    page = client.get(Edition.objects.get(slug=STORY).get_absolute_url())
    found = client.get("/search/", {"q": Edition.objects.first().headline})

    assert page.content.decode().count("Reader ") >= 20
    assert found.status_code == 200
    assert Article.objects.count() == 3


def test_filling_again_adds_only_what_is_missing():
    filling = Filling()
    filling.stories(1)

    filling.stories(2)

    assert Edition.objects.count() == 2


def test_filling_refuses_a_database_with_other_stories():
    EditionFactory(live=True)

    with pytest.raises(NotOurs):
        Filling()
