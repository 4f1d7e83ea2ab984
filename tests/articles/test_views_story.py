"""What stands at the address of a story: the story, its new address, a notice, or nothing."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Address, Article, Citation, Edition
from comments import modes
from comments.states import State
from tests.factories.articles import (
    BylineFactory,
    CitationFactory,
    CorrectionFactory,
    EditionFactory,
    PersonFactory,
)
from tests.factories.comments import CommentFactory
from tests.factories.literature import IssueFactory, WorkFactory
from tests.factories.media import ImageFactory
from tests.factories.taxonomy import SectionFactory, TagFactory

pytestmark = pytest.mark.django_db
MOST_QUERIES = 5


@pytest.fixture(autouse=True)
def _known_database(db):
    """Django asks each connection once whether it knows JSON, not once for each story."""
    assert connection.features.supports_json_field


def page_of(client, edition):
    return client.get(f"/{edition.path}/")


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def full_story():
    """A story with all that a page can hold."""
    health = SectionFactory(name="Health", slug="health")
    eye = SectionFactory(name="Eye", slug="eye", parent=health)
    story = EditionFactory(
        live=True,
        section=eye,
        headline="Clot drug does not bring back sight",
        lead_image=ImageFactory(sized=True, caption="The vessels.", credit="A. Drawer"),
        note_at_foot="The people in this story are invented.",
    )
    BylineFactory(
        edition=story,
        person=PersonFactory(
            name="Jennifer Chen",
            honorific="Dr.",
            credentials="FRCOphth",
            credential_field="Ophthalmologist",
            job_title="Health editor",
        ),
    )
    CitationFactory(edition=story, work=WorkFactory(tenecteplase=True), number=1)
    CitationFactory(edition=story, issue=IssueFactory(), number=2, pages_raw="625-728")
    story.edition_tags.create(tag=TagFactory(name="Stroke"))
    CorrectionFactory(article=story.article)
    return story


def test_story_shows_all_its_parts(client, full_story):
    page = text_of(page_of(client, full_story))

    parts = [
        '<nav class="breadcrumb" aria-label="You are here">',
        "Clot drug does not bring back sight</h1>",
        full_story.standfirst,
        "Dr. Jennifer Chen</a>",
        "Health editor",
        "Ophthalmologist, FRCOphth",
        '<aside class="plates" aria-label="Source">',
        "The vessels.",
        "A. Drawer",
        "The answer is no.",
        "The people in this story are invented.",
        "The trial was of 78 people, not 87.",
        "10.1056/NEJMoa2508515",
        "Stroke</a>",
        "Write a comment",
    ]
    assert [part for part in parts if part not in page] == []


def test_story_names_its_time_with_the_zone(client):
    moment = timezone.datetime.fromisoformat("2026-01-29T22:00:00+00:00")
    story = EditionFactory(live=True, live_from=moment)

    assert "29 Jan 2026, 17:00 EST" in text_of(page_of(client, story))


def test_story_lists_references_in_the_order_of_mention(client, full_story):
    first, second = full_story.citations.order_by("number")

    page = text_of(page_of(client, full_story))

    assert page.index(f'id="ref-{first.key}"') < page.index(f'id="ref-{second.key}"')


def test_story_has_one_main_heading(client, full_story):
    assert page_of(client, full_story).content.count(b"<h1") == 1


def test_story_states_its_own_address_for_search_engines(client, full_story):
    page = text_of(page_of(client, full_story))

    assert f'rel="canonical" href="https://news.example.org/{full_story.path}/"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_first_render_of_a_full_story_costs_at_most_five_queries(client, full_story, count):
    comment = CommentFactory(article=full_story.article, state=State.PUBLISHED)
    CommentFactory.create_batch(
        count, article=full_story.article, parent=comment, state=State.PUBLISHED
    )
    for other in EditionFactory.create_batch(count, live=True, section=full_story.section):
        CitationFactory(edition=other, work=WorkFactory())
        full_story.edition_tags.create(tag=TagFactory())
        BylineFactory(edition=full_story)
        CorrectionFactory(article=full_story.article)

    modes.mode()  # asked once in half a minute, not once for each story
    with CaptureQueriesContext(connection) as captured:
        response = page_of(client, full_story)

    assert response.status_code == 200
    assert len(captured) <= MOST_QUERIES


def test_story_with_sixty_references_costs_no_more_queries(client, full_story):
    for number in range(60):
        CitationFactory(edition=full_story, work=WorkFactory(), number=number + 10)

    modes.mode()
    with CaptureQueriesContext(connection) as captured:
        response = page_of(client, full_story)

    assert text_of(response).count('<li id="ref-') >= 60
    assert len(captured) <= MOST_QUERIES


@pytest.mark.parametrize("trait", ["approved", "in_review", "scheduled"])
def test_story_not_yet_visible_does_not_exist(client, trait):
    story = EditionFactory(**{trait: True}, headline="Canary")

    response = page_of(client, story)

    assert response.status_code == 404
    assert b"Canary" not in response.content


def test_story_appears_at_its_moment(client, time_machine):
    story = EditionFactory(scheduled=True)
    time_machine.move_to(story.live_from - timedelta(seconds=1), tick=False)
    before = page_of(client, story).status_code

    time_machine.move_to(story.live_from, tick=False)

    assert (before, page_of(client, story).status_code) == (404, 200)


def test_later_edition_takes_over_at_its_moment(client, time_machine):
    moment = timezone.now() + timedelta(hours=1)
    first = EditionFactory(live=True, headline="What stood first", live_until=moment)
    EditionFactory(
        article=first.article,
        state=Edition.State.APPROVED,
        headline="What came later",
        path=first.path,
        live_from=moment,
        sort_at=first.sort_at,
    )
    before = text_of(page_of(client, first))

    time_machine.move_to(moment, tick=False)
    after = text_of(page_of(client, first))

    assert ("What came later" in before, "What came later" in after) == (False, True)
    assert "What stood first" not in after


def test_superseded_edition_is_not_shown(client):
    assert page_of(client, EditionFactory(superseded=True)).status_code == 404


def test_former_address_leads_to_the_shown_one(client):
    story = EditionFactory(live=True)
    Address.objects.create(path="health/former", article=story.article)

    response = client.get("/health/former/")

    assert (response.status_code, response["Location"]) == (301, f"/{story.path}/")


def test_address_without_slash_leads_to_the_one_with(client):
    story = EditionFactory(live=True)

    response = client.get(f"/{story.path}")

    assert (response.status_code, response["Location"]) == (301, f"/{story.path}/")


def test_withdrawn_story_leaves_a_notice(client):
    story = EditionFactory(withdrawn=True, headline="Canary")

    response = page_of(client, story)

    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    assert b"The data were not what they seemed." in response.content
    assert b"Canary" not in response.content


def test_story_withdrawn_for_legal_reasons_is_gone(client):
    story = EditionFactory(withdrawn=True)
    Article.objects.update(withdrawal_kind=Article.Withdrawal.LEGAL)

    response = page_of(client, story)

    assert response.status_code == 410
    assert b"The data were not" not in response.content


def test_story_on_a_retracted_paper_says_so_above_the_headline(client):
    story = EditionFactory(live=True)
    CitationFactory(edition=story, work=WorkFactory(retracted=True))

    page = text_of(page_of(client, story))

    assert page.index('role="note"') < page.index("<h1")
    assert "was retracted on 1 February 2026." in page


def test_retracted_background_raises_no_banner(client):
    story = EditionFactory(live=True)
    work = WorkFactory(retracted=True)
    CitationFactory(edition=story, work=work, relation=Citation.Relation.BACKGROUND)

    page = text_of(page_of(client, story))

    assert 'role="note"' not in page
    assert "RETRACTED" in page


def test_story_without_source_has_no_plate_and_says_its_kind(client):
    story = EditionFactory(live=True, kind=Edition.Kind.EXPLAINER)

    page = text_of(page_of(client, story))

    assert 'class="plate' not in page
    assert '<p class="byline__kind">Explainer</p>' in page


def test_correction_of_an_edition_still_to_come_is_not_shown(client):
    story = EditionFactory(live=True)
    later = EditionFactory(article=story.article, number=2)
    CorrectionFactory(article=story.article, edition=later, text="Canary")

    assert b"Canary" not in page_of(client, story).content


def test_comment_waiting_for_review_is_not_shown(client):
    story = EditionFactory(live=True)
    CommentFactory(article=story.article, text="Canary")

    assert b"Canary" not in page_of(client, story).content


@pytest.mark.parametrize(
    "path", ["/nothing/", "/health/nothing/", "/%00/", "/" + "a" * 3_000 + "/", "/%F0%9F%92%8A/"]
)
def test_unknown_address_is_not_filed(client, path):
    response = client.get(path)

    assert response.status_code == 404
    assert b"Nothing is filed at this address" in response.content


def test_section_comes_before_a_story(client):
    section = SectionFactory(slug="health", name="Health")

    response = client.get(reverse("articles:section_or_story", args=["health"]))

    assert response.context["section"] == section


def test_table_gets_a_box_in_which_it_scrolls(client):
    body = "<p>Before.</p><table><tbody><tr><td>78</td></tr></tbody></table><p>After.</p>"
    story = EditionFactory(live=True, body_source=body)

    page = text_of(page_of(client, story))

    assert (
        '<div class="table-box table-box--1" role="region" tabindex="0" aria-label="Table"><table>'
        in page
    )


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_story_is_read_and_never_written(client, method):
    story = EditionFactory(live=True)

    assert getattr(client, method)(f"/{story.path}/").status_code == 405


def test_story_tells_cards_its_moments_section_writers_and_tags(client, full_story):
    page = text_of(page_of(client, full_story))

    said = dict(re.findall(r'<meta property="(article:\w+)" content="([^"]*)">', page))
    moment = timezone.localtime(full_story.sort_at).isoformat(timespec="seconds")
    person = full_story.bylines.get().person
    assert said == {
        "article:published_time": moment,
        "article:modified_time": said["article:modified_time"],
        "article:section": "Eye",
        "article:author": f"https://news.example.org/people/{person.slug}/",
        "article:tag": "Stroke",
    }
    assert said["article:modified_time"] > moment
