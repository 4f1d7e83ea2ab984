"""Lists of stories: what is in them, what never is, and what they cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from articles import indexing
from articles.models import Article, Edition
from tests.factories.articles import (
    BylineFactory,
    CitationFactory,
    CorrectionFactory,
    EditionFactory,
    PersonFactory,
)
from tests.factories.literature import IssueFactory, WorkFactory
from tests.factories.media import ImageFactory
from tests.factories.taxonomy import AliasFactory, SectionFactory, TagFactory
from tests.querycount import assert_same_queries

pytestmark = pytest.mark.django_db
UNSEEN = ["approved", "in_review", "scheduled", "superseded", "withdrawn"]


@pytest.fixture
def world():
    """A place for stories in every kind of list, and what must exist once."""
    return {
        "section": SectionFactory(slug="health", name="Health"),
        "tag": TagFactory(slug="stroke", name="Stroke"),
        "person": PersonFactory(slug="jennifer-chen", name="Jennifer Chen"),
        "issue": IssueFactory(journal__slug="nejm", issue_label="7", pages_raw="625-728"),
    }


def put(world, **fields):
    """A story that belongs into all lists, live unless told otherwise."""
    fields = {"live": True} | fields
    story = EditionFactory(section=world["section"], lead_image=ImageFactory(sized=True), **fields)
    story.edition_tags.create(tag=world["tag"])
    BylineFactory(edition=story, person=world["person"])
    CitationFactory(edition=story, issue=world["issue"], pages_raw="625-728")
    in_issue = {"volume": "394", "issue_label": "7"}
    CitationFactory(edition=story, work=WorkFactory(journal=world["issue"].journal, **in_issue))
    CorrectionFactory(article=story.article)
    indexing.rebuild()
    return story


LISTS = {
    "home": "/",
    "section": "/health/",
    "tag": "/tags/stroke/",
    "person": "/people/jennifer-chen/",
    "people": "/people/",
    "journals": "/journals/",
    "journal": "/journals/nejm/",
    "issue": "/journals/nejm/394/7/",
    "search": "/search/?q=bring",
    "corrections": "/corrections/",
}
WITH_HEADLINES = sorted(set(LISTS) - {"people", "journals"})


@pytest.mark.parametrize("name", WITH_HEADLINES)
def test_list_shows_a_live_story(client, world, name):
    put(world, headline="Clot drug does not bring back sight")

    response = client.get(LISTS[name])

    assert response.status_code == 200
    assert "back sight" in response.content.decode()


@pytest.mark.parametrize("trait", UNSEEN)
@pytest.mark.parametrize("name", WITH_HEADLINES)
def test_list_keeps_what_readers_may_not_see(client, world, name, trait):
    put(world, headline="Seen, to bring the page up")
    hidden = {"headline": "Canary", "standfirst": "Canary", "body_source": "<p>Canary bring</p>"}
    put(world, live=False, **{trait: True}, **hidden)

    response = client.get(LISTS[name])

    assert response.status_code == 200
    assert b"Canary" not in response.content


@pytest.mark.parametrize("name", WITH_HEADLINES)
def test_list_shows_a_story_from_its_moment_on(client, world, time_machine, name):
    put(world, headline="Seen, to bring the page up")
    story = put(world, live=False, scheduled=True, headline="Canary does bring news")
    before = client.get(LISTS[name]).content

    time_machine.move_to(story.live_from + timedelta(seconds=1), tick=False)
    after = client.get(LISTS[name]).content

    assert (b"Canary" in before, b"Canary" in after) == (False, True)


@pytest.mark.parametrize("name", sorted(LISTS))
def test_list_costs_the_same_with_one_story_and_three(client, world, name):
    assert_same_queries(lambda: client.get(LISTS[name]), lambda: put(world))


@pytest.mark.parametrize("name", sorted(LISTS))
def test_list_sets_no_cookie_and_may_be_kept(client, world, name):
    put(world)

    response = client.get(LISTS[name])

    assert dict(response.cookies) == {}
    assert response["Cache-Control"] == "public, no-cache"
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("name", sorted(LISTS))
def test_list_has_one_main_heading(client, world, name):
    put(world)

    assert client.get(LISTS[name]).content.count(b"<h1") == 1


@pytest.mark.parametrize("name", sorted(LISTS))
def test_list_is_calm_without_stories(client, world, name):
    assert client.get(LISTS[name]).status_code in {200, 404}


@pytest.mark.parametrize("number", ["0", "-1", "x", "1e3", "99999999999", "²", "%00", "2"])
@pytest.mark.parametrize("name", ["section", "tag", "person", "journal", "search", "corrections"])
def test_page_that_is_not_there_is_not_found(client, world, name, number):
    put(world)
    joint = "&" if "?" in LISTS[name] else "?"

    assert client.get(f"{LISTS[name]}{joint}page={number}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "words"),
    [("2", "This list has no page 2"), ("20000", "no page 20000"), ("x", "There is no such page")],
)
def test_page_that_is_not_there_leads_to_the_first(client, world, asked, words):
    put(world)

    page = client.get(f"/health/?kind=news&page={asked}").content.decode()

    assert words in page
    assert '<a href="/health/?kind=news">First page of this list</a>' in page


def test_second_page_goes_on_where_the_first_ends(client, world, settings):
    settings.STORIES_PER_PAGE = 1
    older = put(world, live_from=timezone.now() - timedelta(days=2))
    newer = put(world)

    first, second = client.get("/health/"), client.get("/health/?page=2")

    assert [card.story for card in first.context["cards"]] == [newer]
    assert [card.story for card in second.context["cards"]] == [older]
    assert 'rel="next" href="?page=2"' in first.content.decode()
    assert 'rel="prev" href="?page=1"' in second.content.decode()
    assert "/health/?page=2" in second.context["canonical"]


def test_section_holds_the_stories_of_its_parts(client, world):
    eye = SectionFactory(parent=world["section"], name="Eye", slug="eye")
    story = EditionFactory(live=True, section=eye)

    response = client.get("/health/")

    assert [card.story for card in response.context["cards"]] == [story]
    assert [(place["section"], place["stories"]) for place in response.context["places"]] == [
        (world["section"], 1),
        (eye, 1),
    ]


def test_tag_by_a_former_name_leads_to_the_tag(client, world):
    AliasFactory(tag=world["tag"], slug="apoplexy")
    EditionFactory(live=True).edition_tags.create(tag=world["tag"])

    response = client.get("/tags/apoplexy/")

    assert (response.status_code, response["Location"]) == (301, "/tags/stroke/")


def test_person_who_left_and_never_was_read_does_not_exist(client, world):
    PersonFactory(slug="gone", is_active=False)

    assert client.get("/people/gone/").status_code == 404


def test_person_who_left_keeps_a_page_with_what_they_wrote(client, world):
    put(world)
    type(world["person"]).objects.update(is_active=False)

    assert b"No longer writes here." in client.get("/people/jennifer-chen/").content


def test_front_page_leads_with_the_newest_story(client, world):
    put(world, live_from=timezone.now() - timedelta(days=2))
    newest = put(world)

    assert client.get("/").context["front"].lead.story == newest


def test_front_page_says_when_there_is_nothing(client):
    assert b"Nothing has been published here yet." in client.get("/").content


def test_menu_marks_the_section_one_is_in(client, world):
    page = client.get("/health/").content.decode()

    assert '<a href="/health/" aria-current="true">Health</a>' in page


def test_corrections_of_a_withdrawn_story_go_with_it(client):
    story = EditionFactory(withdrawn=True)
    CorrectionFactory(article=Article.objects.get(pk=story.article_id), text="Canary")

    assert b"Canary" not in client.get(reverse("articles:corrections")).content


@pytest.mark.parametrize("path", ["/tags/%00/", "/people/%00/", "/journals/%00/", "/%00/"])
def test_address_with_a_null_byte_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables whole")
@pytest.mark.parametrize(
    ("condition", "index"),
    [({}, "edition_newest "), ({"section": 1}, "edition_newest_in_section ")],
)
def test_keys_of_a_list_are_one_walk_through_an_index(condition, index):
    rows = Edition.objects.live(timezone.now()).filter(**condition).for_lists()

    plan = rows.values("pk")[4_000:4_021].explain()

    assert f"COVERING INDEX {index}" in plan
    assert "TEMP B-TREE" not in plan
