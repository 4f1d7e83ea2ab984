"""Passing a story on: whole addresses, and nothing that follows the reader."""

from urllib.parse import parse_qs, urlsplit

import pytest

from articles import sharing
from articles.checks import check_share_links
from tests.factories.articles import EditionFactory

TITLE = "Salt & sugar: 50% less? “Yes”"
URL = "https://news.example.org/health/salt/"


@pytest.mark.parametrize("name", sharing.SERVICES)
def test_title_and_address_arrive_whole(name):
    ((_name, link),) = sharing.links([name], title=TITLE, url=URL)

    filled = parse_qs(urlsplit(link).query, strict_parsing=True)
    words = " ".join(value for values in filled.values() for value in values)
    assert URL in words
    assert (TITLE in words) == ("{title}" in sharing.SERVICES[name].pattern)


def test_services_stand_in_the_order_of_the_setting():
    found = sharing.links(["whatsapp", "unknown", "email"], title=TITLE, url=URL)

    assert [name for name, _link in found] == ["WhatsApp", "E-mail"]


def test_unknown_service_is_named_before_the_site_starts(settings):
    settings.SHARE_LINKS = ["email", "pigeon"]

    assert [error.msg for error in check_share_links(None)] == ["SHARE_LINKS names 'pigeon'."]


@pytest.mark.django_db
def test_story_is_passed_on_under_its_own_address(client, settings):
    settings.SHARE_LINKS = ["email"]
    story = EditionFactory(live=True)

    page = client.get(story.get_absolute_url()).content.decode()

    address = f"{settings.SITE_URL}{story.get_absolute_url()}"
    assert f">{address}</a>" in page
    assert "mailto:?subject=" in page


@pytest.mark.django_db
def test_look_at_a_story_that_is_not_out_has_no_address_to_pass_on(admin_client):
    story = EditionFactory(headline="Not yet")

    page = admin_client.get(f"/admin/articles/edition/{story.pk}/preview/").content.decode()

    assert "Not yet" in page
    assert "Share this story" not in page
