"""The picture other sites show beside a link: its address, and which one a story names."""

import pytest
from django.utils import timezone

from tests.factories.articles import CitationFactory, EditionFactory
from tests.factories.literature import WorkFactory
from tests.factories.media import ImageFactory

pytestmark = pytest.mark.django_db


def named_by(client, story):
    page = client.get(story.get_absolute_url()).content.decode()
    return page.partition('<meta property="og:image" content="')[2].partition('"')[0]


def test_story_without_a_picture_names_its_card(client, settings):
    story = EditionFactory(live=True)
    CitationFactory(edition=story, work=WorkFactory(retracted=True))

    address = named_by(client, story)
    answer = client.get(address.removeprefix(settings.SITE_URL))

    assert address == f"{settings.SITE_URL}{story.get_absolute_url()}share.png"
    assert (answer["Content-Type"], answer.content[:4]) == ("image/png", b"\x89PNG")


def test_story_with_a_picture_names_that(client):
    story = EditionFactory(live=True, lead_image=ImageFactory(sized=True, content_hash="ab"))

    assert named_by(client, story).endswith("/media/renditions/ab/share-1200.jpeg")


def test_headline_we_have_no_letters_for_names_the_picture_of_the_site(client):
    story = EditionFactory(live=True, headline="Привет")

    assert named_by(client, story).endswith("/static/images/share.png")
    assert client.get(f"{story.get_absolute_url()}share.png").status_code == 404


def test_former_address_leads_to_the_card(client):
    story = EditionFactory(live=True)
    story.article.addresses.create(path="health/former")

    answer = client.get("/health/former/share.png")

    assert (answer.status_code, answer["Location"]) == (301, f"/{story.path}/share.png")


def test_withdrawn_story_has_no_card(client):
    story = EditionFactory(withdrawn=True)

    assert story.article.withdrawn_at <= timezone.now()
    assert client.get(f"/{story.path}/share.png").status_code == 404


def test_card_takes_few_queries(client, django_assert_max_num_queries):
    story = EditionFactory(live=True)

    with django_assert_max_num_queries(3):
        client.get(f"/{story.path}/share.png")
