"""The feeds at their addresses."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from tests.factories.articles import (
    BylineFactory,
    CitationFactory,
    CorrectionFactory,
    EditionFactory,
    PersonFactory,
)
from tests.factories.literature import IssueFactory, JournalFactory, WorkFactory
from tests.factories.taxonomy import AliasFactory, SectionFactory, TagFactory
from tests.querycount import assert_same_queries

pytestmark = pytest.mark.django_db
MEDIA_TYPES = {
    "atom": "application/atom+xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}
CHANNELS = {
    "site": "/",
    "section": "/health/",
    "tag": "/tags/stroke/",
    "person": "/people/chen/",
    "journal": "/journals/nejm/",
    "issue": "/journals/nejm/394/5/",
    "corrections": "/corrections/",
}


class Press:
    """A section, a tag, a person, a journal and an issue, and stories that belong to them all."""

    def __init__(self):
        self.section = SectionFactory(name="Health", slug="health")
        self.below = SectionFactory(name="Eye", slug="eye", parent=self.section)
        self.tag = TagFactory(name="Stroke", slug="stroke")
        self.person = PersonFactory(name="Jennifer Chen", slug="chen")
        self.journal = JournalFactory(nejm=True)
        self.issue = IssueFactory(journal=self.journal, issue_label="5")

    def story(self, **options):
        story = EditionFactory(**({"live": True, "section": self.below} | options))
        story.edition_tags.create(tag=self.tag)
        BylineFactory(edition=story, person=self.person)
        work = WorkFactory(journal=self.journal, volume="394", issue_label="5", title="A trial")
        CitationFactory(edition=story, work=work)
        CorrectionFactory(article=story.article)
        return story


@pytest.fixture
def press():
    return Press()


def titles(response):
    return [item["title"] for item in json.loads(response.content)["items"]]


@pytest.mark.parametrize("form", MEDIA_TYPES)
@pytest.mark.parametrize("channel", CHANNELS)
def test_feed_of_each_channel_in_each_format(client, press, channel, form):
    press.story()

    response = client.get(f"{CHANNELS[channel]}feed.{form}")

    assert response.status_code == 200
    assert response["Content-Type"] == MEDIA_TYPES[form]
    assert response["Cache-Control"] == "public, no-cache"
    assert dict(response.cookies) == {}


@pytest.mark.parametrize("form", ["atom", "rss"])
@pytest.mark.parametrize("channel", CHANNELS)
def test_feed_is_a_document_that_leads_to_itself(client, press, channel, form):
    press.story(headline="<b>5 > 3</b> & more")

    content = client.get(f"{CHANNELS[channel]}feed.{form}").content

    links = etree.fromstring(content).iter("{http://www.w3.org/2005/Atom}link")
    (self_link,) = [link.get("href") for link in links if link.get("rel") == "self"]
    assert self_link == f"https://news.example.org{CHANNELS[channel]}feed.{form}"


@pytest.mark.parametrize("channel", CHANNELS)
def test_feed_costs_the_same_with_one_story_and_with_three(client, press, channel):
    assert_same_queries(lambda: client.get(f"{CHANNELS[channel]}feed.atom"), press.story)


@pytest.mark.parametrize("channel", CHANNELS)
def test_feed_tells_its_stories(client, press, channel):
    press.story(headline="Clot drug")

    (title,) = titles(client.get(f"{CHANNELS[channel]}feed.json"))

    assert title.removeprefix("Correction: ") == "Clot drug"


@pytest.mark.parametrize("trait", ["approved", "in_review", "scheduled", "superseded", "withdrawn"])
@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_feed_tells_no_hidden_story(client, press, channel, form, trait):
    press.story(headline="What can be read")
    press.story(**{"live": False, trait: True}, headline="Canary", slug="canary")

    content = client.get(f"{CHANNELS[channel]}feed.{form}").content.decode()

    assert "What can be read" in content
    assert "canary" not in content.lower()


@pytest.mark.parametrize("channel", ["journal", "issue"])
def test_source_of_a_hidden_story_has_no_feed(client, press, channel):
    press.story(live=False, scheduled=True)

    assert client.get(f"{CHANNELS[channel]}feed.atom").status_code == 404


@pytest.mark.parametrize("channel", CHANNELS)
def test_feed_is_sent_once(client, press, channel):
    press.story()
    address = f"{CHANNELS[channel]}feed.atom"
    etag = client.get(address)["ETag"]

    again = client.get(address, headers={"If-None-Match": etag})
    press.story()
    later = client.get(address, headers={"If-None-Match": etag})

    assert (again.status_code, again.content, later.status_code) == (304, b"", 200)


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_feed_is_sent_once_to_who_asks_by_date(client, press, form):
    story = EditionFactory(
        live=True, section=press.below, live_from=datetime(2026, 2, 1, 9, tzinfo=UTC)
    )
    CorrectionFactory(article=story.article, at=datetime(2026, 2, 3, 9, 30, tzinfo=UTC))
    address = f"/health/feed.{form}"
    first = client.get(address)

    again = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})
    older = client.get(address, headers={"If-Modified-Since": "Tue, 03 Feb 2026 09:29:59 GMT"})

    assert first["Last-Modified"] == "Tue, 03 Feb 2026 09:30:00 GMT"
    assert (again.status_code, again.content, older.status_code) == (304, b"", 200)


def test_mended_typo_is_a_change_to_who_asks_by_date_and_no_news(client, press):
    first = datetime(2026, 2, 1, 9, tzinfo=UTC)
    story = EditionFactory(live=True, sort_at=first, live_from=first + timedelta(days=1))

    answer = client.get("/feed.json")

    assert answer["Last-Modified"] == "Mon, 02 Feb 2026 09:00:00 GMT"
    assert titles(answer) == [story.headline]
    assert answer.json()["items"][0]["date_modified"] == "2026-02-01T09:00:00+00:00"


def test_tag_counts_before_the_date(client, press):
    press.story()
    asked = {"If-None-Match": '"another"', "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}

    assert client.get("/feed.atom", headers=asked).status_code == 200


def test_feed_without_entries_says_no_moment_of_change(client):
    assert "Last-Modified" not in client.get("/feed.atom")


@pytest.mark.parametrize(
    "address",
    [
        "/nothing/feed.atom",
        "/tags/nothing/feed.rss",
        "/people/nothing/feed.json",
        "/journals/nothing/feed.atom",
        "/journals/nejm/1/1/feed.atom",
        "/feed.xml/",
        "/feed.atom/",
        "/health/%00/feed.atom",
        "/tags/%00/feed.atom",
        "/journals/nejm/1/feed.atom",
    ],
)
def test_feed_of_nothing_is_not_found(client, press, address):
    press.story()

    assert client.get(address).status_code == 404


def test_feed_of_somebody_who_left_without_a_story_is_not_found(client):
    PersonFactory(slug="chen", is_active=False)

    assert client.get("/people/chen/feed.atom").status_code == 404


def test_former_name_of_a_tag_leads_to_its_feed(client, press):
    AliasFactory(tag=press.tag, slug="apoplexy")
    EditionFactory(live=True).edition_tags.create(tag=press.tag)

    response = client.get("/tags/apoplexy/feed.rss")

    assert (response.status_code, response["Location"]) == (301, "/tags/stroke/feed.rss")


def test_name_of_an_entry_survives_a_new_address(client, press):
    story = press.story()
    first = json.loads(client.get("/feed.json").content)["items"][0]["id"]

    type(story).objects.filter(pk=story.pk).update(path="health/a-new-word")

    item = json.loads(client.get("/feed.json").content)["items"][0]
    assert (item["id"], item["url"]) == (first, "https://news.example.org/health/a-new-word/")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_feed_is_read_and_never_written(client, method):
    assert getattr(client, method)("/feed.atom").status_code == 405


@pytest.mark.parametrize("channel", CHANNELS)
def test_page_offers_its_feed_first(client, press, channel):
    press.story()

    page = client.get(CHANNELS[channel]).content.decode()

    offered = re.findall(r'<link rel="alternate" type="(.*?)" title=".*?" href="(.*?)">', page)
    assert offered[:3] == [
        ("application/atom+xml", f"{CHANNELS[channel]}feed.atom"),
        ("application/rss+xml", f"{CHANNELS[channel]}feed.rss"),
        ("application/feed+json", f"{CHANNELS[channel]}feed.json"),
    ]
    assert offered[-3:][0] == ("application/atom+xml", "/feed.atom")


def test_story_offers_the_feed_of_its_section(client, press):
    page = client.get(f"/{press.story().path}/").content.decode()

    assert 'title="Eye" href="/health/eye/feed.atom">' in page


@pytest.mark.parametrize("channel", [name for name in CHANNELS if name != "site"])
def test_page_offers_its_feed_to_its_readers(client, press, channel):
    press.story()

    page = client.get(CHANNELS[channel]).content.decode()

    offered = re.findall(r'<a href="(\S+feed\.\w+)"', page)
    assert offered == [f"{CHANNELS[channel]}feed.{form}" for form in ("atom", "rss", "json")]
    assert '<a href="/follow/">' in page
