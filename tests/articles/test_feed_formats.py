"""Feeds as text: each format parses and says the same."""

import json
from datetime import UTC, datetime

import pytest
from lxml import etree

from articles.feed_formats import FORMS, Author, Channel, Entry, name_of

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
CHANNEL = Channel("section/3", "Health | The Offprint", "Medicine & care", "/health/")
ENTRY = Entry(
    key="story/12",
    address="https://news.example.org/health/clot-drug/",
    title="p < 0.05 & other <b>stories</b>",
    summary="Fewer than <5 of 78 & more.",
    html="<div><p>The answer is no &amp; not yet.</p></div>",
    published=datetime(2026, 2, 1, 9, tzinfo=UTC),
    updated=datetime(2026, 2, 3, 9, tzinfo=UTC),
    authors=[
        Author("Dr. Jennifer Chen", "https://news.example.org/people/jennifer-chen/"),
        Author("Tom Reyes", "https://news.example.org/people/tom-reyes/"),
    ],
    tags=["Stroke", "Eye"],
    image="https://news.example.org/media/a.jpg",
)


def written(form, entries=(ENTRY,)):
    return FORMS[form].write(CHANNEL, entries)


def xml(form, entries=(ENTRY,)):
    return etree.fromstring(written(form, entries).encode())


def text_of(element, *names):
    return [element.findtext(name) for name in names]


def test_name_is_made_of_the_host_and_the_key(settings):
    settings.SITE_URL = "http://127.0.0.1:8000"

    assert name_of("story/12") == "tag:127.0.0.1,2026:story/12"


def test_atom_has_what_a_feed_must_have():
    feed = xml("atom")

    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert feed.tag == f"{ATOM}feed"
    assert links == {
        "alternate": "https://news.example.org/health/",
        "self": "https://news.example.org/health/feed.atom",
    }
    assert text_of(feed, f"{ATOM}id", f"{ATOM}title", f"{ATOM}subtitle", f"{ATOM}updated") == [
        "tag:news.example.org,2026:section/3",
        "Health | The Offprint",
        "Medicine & care",
        "2026-02-03T09:00:00+00:00",
    ]


def test_atom_entry_has_name_moments_authors_and_text():
    (entry,) = xml("atom").findall(f"{ATOM}entry")

    assert text_of(entry, *(ATOM + name for name in ("id", "title", "published", "updated"))) == [
        "tag:news.example.org,2026:story/12",
        ENTRY.title,
        "2026-02-01T09:00:00+00:00",
        "2026-02-03T09:00:00+00:00",
    ]
    assert [text_of(one, f"{ATOM}name") for one in entry.findall(f"{ATOM}author")] == [
        ["Dr. Jennifer Chen"],
        ["Tom Reyes"],
    ]
    assert [one.get("term") for one in entry.findall(f"{ATOM}category")] == ["Stroke", "Eye"]
    assert entry.findtext(f"{ATOM}content") == ENTRY.html
    assert entry.find(f"{ATOM}content").get("type") == "html"
    assert entry.findtext(f"{ATOM}summary") == "Fewer than &lt;5 of 78 &amp; more."


def test_rss_item_has_name_moments_authors_and_text():
    channel = xml("rss").find("channel")

    item = channel.find("item")
    assert channel.find(f"{ATOM}link").get("href") == "https://news.example.org/health/feed.rss"
    assert text_of(item, "title", "link", "guid", "pubDate", "description") == [
        ENTRY.title,
        ENTRY.address,
        "tag:news.example.org,2026:story/12",
        "Sun, 01 Feb 2026 09:00:00 +0000",
        "Fewer than &lt;5 of 78 &amp; more.",
    ]
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.findtext(f"{ATOM}updated") == "2026-02-03T09:00:00+00:00"
    assert [one.text for one in item.findall(f"{DC}creator")] == ["Dr. Jennifer Chen", "Tom Reyes"]
    assert item.findtext(f"{CONTENT}encoded") == ENTRY.html


def test_json_feed_says_all_of_it():
    feed = json.loads(written("json"))

    (item,) = feed.pop("items")
    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Health | The Offprint",
        "home_page_url": "https://news.example.org/health/",
        "feed_url": "https://news.example.org/health/feed.json",
        "description": "Medicine & care",
        "icon": "https://news.example.org/static/images/touch-icon.png",
        "language": "en",
        "authors": [{"name": "The Offprint", "url": "https://news.example.org/"}],
    }
    assert item == {
        "id": "tag:news.example.org,2026:story/12",
        "url": ENTRY.address,
        "title": ENTRY.title,
        "content_html": ENTRY.html,
        "summary": ENTRY.summary,
        "image": "https://news.example.org/media/a.jpg",
        "date_published": "2026-02-01T09:00:00+00:00",
        "date_modified": "2026-02-03T09:00:00+00:00",
        "authors": [{"name": one.name, "url": one.address} for one in ENTRY.authors],
        "tags": ["Stroke", "Eye"],
    }


def test_excerpt_has_a_summary_and_no_text():
    excerpt = Entry(**{**vars(ENTRY), "html": ""})

    (item,) = json.loads(written("json", [excerpt]))["items"]
    assert (item["content_text"], "content_html" in item) == (ENTRY.summary, False)
    assert xml("atom", [excerpt]).find(f"{ATOM}entry/{ATOM}content") is None
    assert xml("rss", [excerpt]).find(f"channel/item/{CONTENT}encoded") is None


def test_picture_comes_with_its_kind():
    enclosed = [
        (link.get("href"), link.get("type"))
        for link in xml("atom").iterfind(f"{ATOM}entry/{ATOM}link[@rel='enclosure']")
    ]
    (picture,) = xml("rss").iter("{http://search.yahoo.com/mrss/}content")

    assert enclosed == [(ENTRY.image, "image/jpeg")]
    assert picture.attrib == {"url": ENTRY.image, "medium": "image", "type": "image/jpeg"}


@pytest.mark.parametrize("form", FORMS)
def test_feed_without_entries_is_the_same_at_any_time(form, time_machine):
    before = written(form, [])
    time_machine.move_to(datetime(2031, 1, 1, tzinfo=UTC))

    assert written(form, []) == before


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_empty_feed_parses(form):
    assert xml(form, []).tag in {f"{ATOM}feed", "rss"}
