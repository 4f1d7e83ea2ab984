"""No byte a reader can get tells of a story that is not out: one test for each channel."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import indexing, publishing
from articles.models import Address, Article
from taxonomy.models import Tag
from tests.factories.articles import (
    BylineFactory,
    CitationFactory,
    EditionFactory,
    EmbargoFactory,
    PersonFactory,
)
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory
from tests.factories.literature import WorkFactory
from tests.factories.media import ImageFactory
from tests.factories.taxonomy import SectionFactory, TagFactory

pytestmark = pytest.mark.django_db
CANARY = "zqkumquatxv"


def _draft(**fields):
    return EditionFactory(**fields)


def _scheduled(**fields):
    return EditionFactory(scheduled=True, **fields)


def _embargoed(**fields):
    edition = EditionFactory(approved=True, **fields)
    EmbargoFactory(articles=[edition.article], source=CANARY, terms=CANARY)
    return edition


def _held_schedule(**fields):
    moment = timezone.now() + timedelta(hours=2)
    edition = EditionFactory(scheduled=True, live_from=moment, sort_at=moment, **fields)
    EmbargoFactory(articles=[edition.article], lifts_at=moment, source=CANARY)
    return edition


def _withdrawn(kind=Article.Withdrawal.NOTICE, **fields):
    edition = EditionFactory(live=True, **fields)
    indexing.index_article(edition.article_id)
    by = UserFactory(publisher=True)
    publishing.withdraw(edition.article, by=by, reason="The data were false.", kind=kind)
    return edition


def _removed(**fields):
    return _withdrawn(Article.Withdrawal.LEGAL, **fields)


HIDDEN = [_draft, _scheduled, _embargoed, _held_schedule]
CHANNELS = {
    "front page": "/",
    "section": "/{section}/",
    "tag": "/tags/{shared}/",
    "person": "/people/{person}/",
    "journal": "/journals/{journal}/",
    "journals": "/journals/",
    "related": "/{public}/",
    "search": "/search/?q=clot",
    "search by its word": "/search/?q={word}",
    "atom": "/feed.atom",
    "rss": "/feed.rss",
    "json": "/feed.json",
    "section feed": "/{section}/feed.json",
    "tag feed": "/tags/{shared}/feed.rss",
    "person feed": "/people/{person}/feed.atom",
    "journal feed": "/journals/{journal}/feed.atom",
    "corrections": "/corrections/",
    "corrections feed": "/corrections/feed.atom",
    "sitemap": "/sitemap.xml",
    "pages of the sitemap": "/sitemap/pages.xml",
    "references": "/{path}/references.ris",
    "citation": "/{path}/citation.bib",
    "picture for other sites": "/{path}/share.png",
    "the story": "/{path}/",
    "its own tag": "/tags/" + CANARY + "/",
}


GONE = pytest.mark.parametrize("words", [_withdrawn, _removed], indirect=True)
# What stands under a story's own address: the notice names the address and nothing else of it.
OF_THE_STORY = {
    "comments": "/comments/{article}/",
    "feed of its comments": "/comments/{article}/feed.atom",
    "a comment": "/comments/comment/{comment}/",
    "a report": "/comments/report/{comment}/",
    "latest digest": "/digest/",
    "archive": "/archive/",
    "news sitemap": "/news-sitemap.xml",
    "titles": "/search/titles.json?q={word}",
}


@pytest.fixture(params=HIDDEN, ids=lambda make: make.__name__.strip("_"))
def words(request):
    """A public story, and a hidden one that shares everything with it but its words."""
    work = WorkFactory()
    section, person, shared = SectionFactory(), PersonFactory(), TagFactory(name="stroke")
    public = EditionFactory(live=True, section=section)
    hidden = request.param(
        section=section,
        slug=CANARY,
        headline=f"Clot {CANARY}",
        standfirst=CANARY,
        body_source=f"<p>{CANARY} clot</p>",
        search_description=CANARY,
        lead_caption=CANARY,
        lead_image=ImageFactory(title=CANARY, alt=CANARY, caption=CANARY),
    )
    for edition in (public, hidden):
        BylineFactory(edition=edition, person=person)
        CitationFactory(edition=edition, work=work, note=CANARY if edition is hidden else "")
        edition.tags.add(shared)
    hidden.tags.add(Tag.objects.create(name=CANARY, slug=CANARY))
    return {
        "section": section.path,
        "person": person.slug,
        "shared": shared.slug,
        "public": public.path,
        "path": hidden.path,
        "journal": work.journal.slug if work.journal else "none",
        "word": CANARY,
        "article": hidden.article_id,
        "comment": CommentFactory(article=hidden.article, published=True).pk,
        "picture": hidden.lead_image.file.name,
    }


def test_no_channel_tells_of_a_hidden_story(client, words):
    for channel, address in CHANNELS.items():
        response = client.get(address.format(**words))

        shown = response.content.decode() + str(response.headers)
        shown = shown.replace(f'value="{CANARY}"', "").replace(f"q={CANARY}", "")
        assert words["picture"] not in shown, channel
        if channel == "search by its word":
            assert "Clot" not in shown
        else:
            assert CANARY not in shown, channel


@GONE
def test_no_channel_tells_of_a_story_that_was_taken_away(client, words):
    for channel, address in (CHANNELS | OF_THE_STORY).items():
        response = client.get(address.format(**words))

        shown = response.content.decode() + str(response.headers)
        shown = shown.replace(f"/{words['path']}/", "").replace(f'value="{CANARY}"', "")
        shown = shown.replace(f"q={CANARY}", "")
        assert words["picture"] not in shown, channel
        if channel == "search by its word":
            assert "Clot" not in shown
        else:
            assert CANARY not in shown, channel


@pytest.mark.parametrize(
    ("words", "status", "is_told"),
    [(_withdrawn, 200, True), (_removed, 410, False)],
    indirect=["words"],
)
def test_what_stands_in_place_of_a_story_that_was_taken_away(client, words, status, is_told):
    former = Address.objects.create(path="health/former", article_id=words["article"])

    moved = client.get(f"/{former.path}/")
    response = client.get(f"/{words['path']}/")

    assert (response.status_code, response["X-Robots-Tag"]) == (status, "noindex")
    assert (b"The data were false." in response.content) is is_told
    assert (moved.status_code, moved["X-Robots-Tag"]) == (status, "noindex")
    assert (b"The data were false." in moved.content) is is_told
    assert CANARY.encode() not in moved.content


@pytest.mark.parametrize(
    "address",
    [
        "/{section}/{slug}/",
        "/{section}/{slug}/references.ris",
        "/{section}/{slug}/share.png",
        "/tags/{slug}/",
    ],
)
def test_hidden_story_answers_as_one_that_does_not_exist(client, words, address):
    there = client.get(address.format(section=words["section"], slug=CANARY))
    none = client.get(address.format(section=words["section"], slug="zqmandarinx"))

    assert (there.status_code, there.content) == (none.status_code, none.content)
    # The number of a request is drawn anew for each.
    numbers = there.headers.pop("X-Request-ID", ""), none.headers.pop("X-Request-ID", "")
    assert len(numbers[0]) == len(numbers[1])
    assert dict(there.headers) == dict(none.headers)


def test_counts_leave_a_hidden_story_out(client, words):
    shown = client.get(f"/people/{words['person']}/feed.json").json()

    assert len(shown["items"]) == 1


def test_public_story_is_found_where_the_hidden_one_is_not(client, words):
    """The net has a fish in it: each list of the first test shows the public story."""
    for channel in ["front page", "section", "tag", "person", "atom", "rss", "json"]:
        shown = client.get(CHANNELS[channel].format(**words)).content.decode()
        assert words["public"] in shown, channel


def test_embargoed_story_appears_at_the_lift_and_not_before():
    moment = timezone.now() + timedelta(seconds=30)
    edition = EditionFactory(scheduled=True, live_from=moment, sort_at=moment)
    EmbargoFactory(articles=[edition.article], lifts_at=moment)

    assert not type(edition).objects.live(moment - timedelta(microseconds=1)).exists()
    assert type(edition).objects.live(moment).get() == edition
