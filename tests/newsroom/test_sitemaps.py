"""The whole site for search engines."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from lxml import etree

from newsroom import sitemaps
from tests.factories.articles import BylineFactory, CitationFactory, EditionFactory
from tests.factories.literature import WorkFactory
from tests.factories.media import ImageFactory
from tests.querycount import assert_same_queries

pytestmark = pytest.mark.django_db
SITE = "https://news.example.org"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
}
# What each element may hold, in the order its schema gives.
STRUCTURE = {
    "sitemapindex": {"sitemap"},
    "sitemap": {"loc", "lastmod"},
    "urlset": {"url"},
    "url": {"loc", "lastmod", "image", "news"},
    "image": {"loc"},
    "news": {"publication", "publication_date", "title"},
    "publication": {"name", "language"},
}
MOMENTS = {"lastmod", "publication_date"}


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return etree.fromstring(response.content)


def texts(document, path):
    return document.xpath(f"{path}/text()", namespaces=NAMES)


def word(element):
    return etree.QName(element).localname


def assert_structure(document):
    for element in document.iter():
        allowed = STRUCTURE.get(word(element), set())
        assert {word(child) for child in element} <= allowed
        assert allowed or (element.text or "").strip(), f"{word(element)} is empty"
        if word(element) == "loc":
            assert element.text.startswith(f"{SITE}/")
        if word(element) in MOMENTS:
            assert datetime.fromisoformat(element.text).tzinfo is not None


def new_story(**options):
    story = EditionFactory(**({"live": True} | options))
    BylineFactory(edition=story)
    CitationFactory(edition=story, work=WorkFactory(volume="1", issue_label="1"))
    return story


def test_index_leads_to_every_story_and_every_page(client):
    story = new_story(lead_image=ImageFactory())

    index = read(client, "/sitemap.xml")
    parts = texts(index, "//s:loc")
    maps = [read(client, address.removeprefix(SITE)) for address in parts]

    addresses = {address for one in maps for address in texts(one, "//s:url/s:loc")}
    assert word(index) == "sitemapindex"
    assert {f"{SITE}/", f"{SITE}/about/", f"{SITE}/{story.path}/"} <= addresses
    for document in (index, *maps):
        assert_structure(document)


def test_every_listed_address_answers(client):
    new_story()

    for address in {place.address for place in sitemaps.pages(timezone.now())}:
        assert client.get(address.removeprefix(SITE)).status_code == 200


def test_part_says_when_a_story_changed(client):
    moment = datetime.fromisoformat("2026-01-29T22:00:00+00:00")
    new_story(live_from=moment)

    part = read(client, "/sitemap/2026-1-1.xml")

    assert texts(part, "//s:lastmod") == ["2026-01-29T17:00:00-05:00"]


def test_news_have_name_language_moment_and_title(client):
    story = new_story(headline="5 < 78 & \x0brising")

    document = read(client, "/news-sitemap.xml")

    assert_structure(document)
    assert texts(document, "//news:name") == ["The Offprint"]
    assert texts(document, "//news:language") == ["en"]
    assert texts(document, "//news:title") == ["5 < 78 & rising"]
    assert datetime.fromisoformat(texts(document, "//news:publication_date")[0]) == (
        story.sort_at.replace(microsecond=0)
    )


def test_news_may_be_empty(client):
    new_story(live_from=timezone.now() - timedelta(days=3))

    assert len(read(client, "/news-sitemap.xml")) == 0


@pytest.mark.parametrize("trait", ["approved", "scheduled", "superseded", "withdrawn"])
def test_hidden_story_is_nowhere(client, trait):
    story = new_story(live=False, **{trait: True}, slug="canary", headline="Canary")
    month = story.sort_at or timezone.now()

    pages = [
        client.get(path) for path in ("/sitemap.xml", "/sitemap/pages.xml", "/news-sitemap.xml")
    ]

    assert b"canary" not in b"".join(page.content for page in pages).lower()
    assert client.get(f"/sitemap/{month.year}-{month.month}-1.xml").status_code == 404


@pytest.mark.parametrize(
    "address", ["/sitemap.xml", "/sitemap/pages.xml", "/sitemap/2026-1-1.xml", "/news-sitemap.xml"]
)
def test_map_costs_the_same_with_one_story_and_with_three(client, time_machine, address):
    time_machine.move_to("2026-01-30T12:00:00+00:00")

    assert_same_queries(lambda: client.get(address), new_story)


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap/pages.xml", "/news-sitemap.xml"])
def test_map_is_sent_once_and_sets_no_cookie(client, time_machine, address):
    time_machine.move_to("2026-01-30T12:00:00+00:00", tick=False)
    new_story()
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert (first["Cache-Control"], again.status_code) == ("public, no-cache", 304)
    assert dict(first.cookies) == {}


@pytest.mark.parametrize(
    "address", ["/sitemap.xml", "/sitemap/pages.xml", "/sitemap/2026-1-1.xml", "/news-sitemap.xml"]
)
def test_map_is_sent_once_to_who_asks_by_date(client, time_machine, address):
    time_machine.move_to("2026-01-30T12:00:00+00:00", tick=False)
    new_story()

    first = client.get(address)
    again = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})

    assert first["Last-Modified"] == "Fri, 30 Jan 2026 11:00:00 GMT"
    assert again.status_code == 304


@pytest.mark.parametrize(
    "path", ["2026-2-1", "2026-13-1", "0-0-0", "2026-1-0", "1-1-" + "9" * 40, "9" * 5000 + "-1-1"]
)
def test_map_of_nothing_is_not_found(client, path):
    assert client.get(f"/sitemap/{path}.xml").status_code in {404, 301}


def test_robots_name_the_maps(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert f"Sitemap: {SITE}/sitemap.xml" in lines
    assert f"Sitemap: {SITE}/news-sitemap.xml" in lines
