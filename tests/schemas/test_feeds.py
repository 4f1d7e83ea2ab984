"""Every feed against the schema of its format, and as a feed reader sees it."""

import calendar
import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from lxml import etree

from tests.factories.articles import EditionFactory
from tests.schemas.checking import json_errors, relax_ng, xml_errors
from tests.schemas.conftest import FIRST, FORMS

NAMES = {"atom": "http://www.w3.org/2005/Atom"}
# RFC 4287, Appendix B, in Schematron; and sections 4.1.1 and 4.1.2 of its text.
ATOM_RULES = {
    "//atom:entry[not(atom:author or ../atom:author or atom:source/atom:author)]": "no author",
    "//atom:entry[not(atom:link[not(@rel) or @rel='alternate'] or atom:content)]": "leads nowhere",
    "//atom:entry[atom:content/@src and not(atom:summary)]": "a text elsewhere has no summary",
    "//atom:link[@rel='alternate'][preceding-sibling::atom:link[@rel='alternate']]": "two pages",
    "/atom:feed[not(atom:link[@rel='self'])]": "does not name itself",
}


def errors_of(form, content):
    if form == "json":
        return json_errors("json-feed.schema.json", content)
    found = xml_errors(relax_ng(f"{form}.rng"), content)
    if form == "atom":
        document = etree.fromstring(content)
        found += [
            words for path, words in ATOM_RULES.items() if document.xpath(path, namespaces=NAMES)
        ]
    return found


def moment(parsed):
    return datetime.fromtimestamp(calendar.timegm(parsed), UTC)


def parsed(client, address):
    answer = client.get(address)
    headers = {"content-type": answer["Content-Type"], "content-location": address}
    return feedparser.parse(answer.content, response_headers=headers)


@pytest.mark.parametrize("form", FORMS)
def test_every_feed_follows_its_schema(client, publication, form):
    feeds = publication.feeds(form)

    errors = {name: errors_of(form, client.get(path).content) for name, path in feeds.items()}

    assert errors == {name: [] for name in publication.channels}


@pytest.mark.parametrize(("form", "version"), [("atom", "atom10"), ("rss", "rss20")])
def test_every_feed_is_read_by_a_feed_parser_without_a_doubt(client, publication, form, version):
    for name, address in publication.feeds(form).items():
        feed = parsed(client, address)

        assert (name, feed.bozo, feed.version) == (name, 0, version)
        assert feed.feed.title and feed.feed.link
        assert len(feed.entries) > 0 or name == "nobody's comments"
        for entry in feed.entries:
            assert entry.id.startswith("tag:news.example.org,2026:")
            assert entry.link.startswith("https://news.example.org/")
            assert moment(entry.published_parsed) <= moment(entry.updated_parsed)


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_feed_parser_finds_what_the_story_says(client, publication, form):
    entry = parsed(client, f"/health/feed.{form}").entries[0]

    assert entry.title_detail.value.startswith("5 < 78 & “rising” ]]>  مرحبا")
    assert moment(entry.published_parsed) == FIRST
    assert moment(entry.updated_parsed) == FIRST + timedelta(hours=25)
    assert [author.name for author in entry.authors][0] == "Dr. Jennifer Chen"
    assert [tag.term for tag in entry.tags] == ["Stroke & <eye>"]
    assert 'href="https://news.example.org/health/"' in entry.content[0].value
    assert 'src="https://news.example.org/media/images/a.jpg"' in entry.content[0].value


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_next_edition_under_another_address_is_the_same_entry_to_a_reader(
    client, publication, time_machine, form
):
    before = parsed(client, f"/feed.{form}").entries
    bare = publication.bare
    moved = FIRST + timedelta(hours=40)
    time_machine.move_to(moved + timedelta(hours=1), tick=False)
    type(bare).objects.filter(pk=bare.pk).update(live_until=moved)
    EditionFactory(
        live=True,
        article=bare.article,
        live_from=moved,
        sort_at=bare.sort_at,
        is_major_change=True,
        section=bare.section,
        slug="a-new-word",
        headline="Another headline",
    )

    after = parsed(client, f"/feed.{form}").entries

    assert Counter(entry.id for entry in after) == Counter(entry.id for entry in before)
    (entry,) = [entry for entry in after if entry.title == "Another headline"]
    assert entry.link.endswith("/a-new-word/")
    assert moment(entry.updated_parsed) == moved


@pytest.mark.parametrize(
    ("form", "is_right", "is_wrong"),
    [
        ("atom", "</updated>", " soon</updated>"),
        ("atom", "<entry>", "<entry><id>2</id>"),
        ("atom", "<updated>.*?</updated>", ""),
        ("atom", 'rel="self"', ""),
        ("rss", "<pubDate>Sun, 01 Feb", "<pubDate>2026-02-01"),
        ("rss", "<channel><title>.*?</title>", "<channel>"),
        ("rss", 'isPermaLink="false"', 'isPermaLink="true"'),
        ("json", '"id": "tag:', '"name": "tag:'),
        ("json", '"date_published": "2026-02-01T', '"date_published": "1 February '),
    ],
)
def test_schemas_refuse_what_the_specification_forbids(
    client, publication, form, is_right, is_wrong
):
    content = client.get(f"/feed.{form}").content.decode()

    spoilt, count = re.subn(is_right, is_wrong, content, count=1)

    assert count == 1
    assert errors_of(form, spoilt.encode())
