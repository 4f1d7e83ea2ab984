"""A story's comments as a feed: what is visible, nothing else, and no attack in it."""

import xml.etree.ElementTree as ET

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date

from tests.factories.articles import EditionFactory
from tests.factories.comments import CommentFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def article():
    return EditionFactory(live=True).article


def entries(client, article):
    answer = client.get(reverse("comments:feed", args=[article.pk, "atom"]))
    feed = ET.fromstring(answer.content)  # noqa: S314 - our own
    return feed.findall(f"{ATOM}entry")


def test_feed_holds_what_readers_see(client, article):
    CommentFactory(article=article, text="Secret words.")
    shown = CommentFactory(article=article, approved=True, text="We did.", name="Maren Holt")

    found = entries(client, article)

    assert [entry.findtext(f"{ATOM}title") for entry in found] == ["Maren Holt wrote"]
    assert found[0].find(f"{ATOM}link").get("href").endswith(shown.get_absolute_url())


@pytest.mark.parametrize("form", ["atom", "rss", "json"])
def test_feed_is_there_in_each_form_and_dated(client, article, form):
    row = CommentFactory(article=article, approved=True, text="We did.")

    answer = client.get(reverse("comments:feed", args=[article.pk, form]))

    assert "We did." in answer.content.decode()
    assert answer["Last-Modified"] == http_date(row.published_at.timestamp())
    assert client.get(f"/comments/{article.pk}/feed.xml").status_code == 404


def test_page_of_the_comments_offers_their_feed(client, article):
    page = client.get(reverse("comments:submit", args=[article.pk])).content.decode()

    for form in ("atom", "rss", "json"):
        assert f'href="/comments/{article.pk}/feed.{form}"' in page


def test_feed_is_the_same_until_something_changes(client, article):
    CommentFactory(article=article, approved=True)
    address = reverse("comments:feed", args=[article.pk, "atom"])

    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)


def test_story_that_nobody_sees_has_no_feed(client):
    hidden = EditionFactory().article
    CommentFactory(article=hidden, state="approved", published_at=timezone.now())

    assert client.get(reverse("comments:feed", args=[hidden.pk, "atom"])).status_code == 404
