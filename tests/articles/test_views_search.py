"""The search page takes whatever is typed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Byline, Citation, SearchMiss, SearchPin
from articles.search import finding
from literature.models import Work
from tests.factories.articles import EditionFactory, PersonFactory
from tests.factories.literature import WorkFactory
from tests.querycount import assert_same_queries, queries_of

pytestmark = pytest.mark.django_db


def test_search_shows_a_story_with_all_words(client, indexed):
    story = EditionFactory(live=True, body_source="<p>Tenecteplase for the retina.</p>")
    EditionFactory(live=True, body_source="<p>Tenecteplase for the brain.</p>")
    indexed()

    hits = client.get("/search/", {"q": "retina tenecteplase"}).context["hits"]

    assert [hit["card"].story for hit in hits] == [story]


def test_search_marks_the_words(client, indexed):
    EditionFactory(live=True, body_source="<p>Tenecteplase for the retina.</p>")
    indexed()

    page = client.get("/search/", {"q": "retina"}).content.decode()

    assert "<mark>retina</mark>" in page


def test_pinned_story_comes_first_and_says_so(client, indexed):
    best = EditionFactory(live=True, headline="Sleep")
    pinned = EditionFactory(live=True)
    SearchPin.objects.create(words="sleep", article=pinned.article)
    indexed()

    answer = client.get("/search/", {"q": "Sleep!"})

    assert [hit["card"].story for hit in answer.context["hits"]] == [pinned, best]
    assert answer.content.decode().count("Chosen by the desk") == 1


def test_facet_narrows_the_hits_and_is_taken_back(client, indexed):
    kept, _other = EditionFactory(live=True), EditionFactory(live=True)
    work = WorkFactory(study_design=Work.StudyDesign.COHORT)
    Citation.objects.create(edition=kept, work=work)
    indexed()

    offered = client.get("/search/", {"q": "sight"}).content.decode()
    narrowed = client.get("/search/", {"q": "sight", "study": "cohort"})

    assert "2 stories" in offered
    assert 'href="?q=sight&amp;study=cohort"' not in offered  # one value is no choice
    assert [hit["card"].story for hit in narrowed.context["hits"]] == [kept]
    assert "Kind of study: Cohort study" in narrowed.content.decode()
    assert 'href="?q=sight"' in narrowed.content.decode()


def test_newest_first_on_request(client, indexed):
    old = EditionFactory(live=True, headline="Sleep", sort_at=timezone.now() - timedelta(days=400))
    new = EditionFactory(live=True, body_source="<p>Sleep.</p>")
    indexed()

    hits = client.get("/search/", {"q": "sleep", "sort": "newest"}).context["hits"]

    assert [hit["card"].story for hit in hits] == [new, old]


def test_stories_with_some_words_are_shown_as_such(client, indexed):
    EditionFactory(live=True, headline="Retina")
    indexed()

    page = client.get("/search/", {"q": "retina unobtainium"}).content.decode()

    assert "These have some of them" in page


def test_stories_with_most_words_are_shown_as_such_and_without_the_others(client, indexed):
    story = EditionFactory(live=True, headline="A nap on the night bus")
    EditionFactory(live=True, headline="The bus")
    indexed()

    answer = client.get("/search/", {"q": "nap night bus driver"})

    assert "No story has all of these words. These have most of them." in answer.content.decode()
    assert [hit["card"].story for hit in answer.context["hits"]] == [story]
    assert not SearchMiss.objects.exists()


def test_story_with_the_word_that_was_meant_is_shown_and_the_word_marked(client, indexed):
    story = EditionFactory(live=True, headline="Tenecteplase")
    indexed()

    answer = client.get("/search/", {"q": "tenectaplase"})

    page = answer.content.decode()
    assert [hit["card"].story for hit in answer.context["hits"]] == [story]
    assert "<mark>Tenecteplase</mark>" in page
    assert "These stories have those words." in page


def test_page_past_the_last_result_says_where_the_results_are(client, indexed):
    EditionFactory(live=True)
    indexed()

    answer = client.get("/search/", {"q": "sight", "page": "200"})

    assert answer.status_code == 404
    assert "These results end before page 200." in answer.content.decode()
    assert 'href="?q=sight"' in answer.content.decode()
    assert not SearchMiss.objects.exists()


def test_last_page_of_more_hits_than_are_weighed_says_how_to_reach_the_rest(
    client, indexed, monkeypatch, settings
):
    monkeypatch.setattr(finding, "WEIGHED", 3)
    settings.STORIES_PER_PAGE = 2
    EditionFactory.create_batch(4, live=True)
    indexed()

    first = client.get("/search/", {"q": "sight"}).content.decode()
    last = client.get("/search/", {"q": "sight", "page": "2"}).content.decode()

    assert "More than 3 stories" in first
    assert "This is the last page" not in first
    assert "This is the last page: a search shows its 3 best stories." in last


def test_pinned_story_pushes_no_other_out_of_the_pages(client, indexed, settings):
    settings.STORIES_PER_PAGE = 1
    best = EditionFactory(live=True, headline="Sleep")
    pinned = EditionFactory(live=True, body_source="<p>Sleep.</p>")
    SearchPin.objects.create(words="sleep", article=pinned.article)
    indexed()

    pages = [client.get("/search/", {"q": "sleep", "page": number}) for number in "12"]

    assert [hit["card"].story for page in pages for hit in page.context["hits"]] == [pinned, best]


def test_misspelt_query_is_put_right_and_counted(client, indexed):
    EditionFactory(live=True, headline="Tenecteplase")
    indexed()

    page = client.get("/search/", {"q": "tenectaplase"}).content.decode()

    assert 'Did you mean <a href="?q=tenecteplase">tenecteplase</a>?' in page
    assert SearchMiss.objects.get().words == "tenectaplase"


def test_search_costs_the_same_for_one_hit_and_three(client, indexed):
    def make():
        story = EditionFactory(live=True)
        Citation.objects.create(edition=story, work=WorkFactory())
        Byline.objects.create(edition=story, person=PersonFactory())
        indexed()

    assert_same_queries(lambda: client.get("/search/", {"q": "sight"}), make)
    assert len(queries_of(lambda: client.get("/search/", {"q": "sight"}))) <= 8


@pytest.mark.parametrize(
    "typed",
    [
        "unobtainium",
        "unobtainium bring",
        "unobtainium bring sight",
        "editir",
        "editir unobtainium bring",
        "ann canary",
        "canary hidden",
        "canary hidden sleep",
    ],
)
def test_search_for_what_is_not_there_asks_little_the_first_time_too(client, indexed, typed):
    EditionFactory(live=True, headline="The editor does not bring back sight")
    EditionFactory(scheduled=True, headline="Canary hidden by Ann")
    PersonFactory(name="Ann Canary")
    pinned = EditionFactory(live=True).article
    SearchPin.objects.create(words="canary hidden sleep", article=pinned)
    indexed()

    assert len(queries_of(lambda: client.get("/search/", {"q": typed}))) <= 8


def test_titles_are_offered_as_json(client, indexed):
    story = EditionFactory(live=True, headline="A walk after supper")
    indexed()

    answer = client.get("/search/titles.json", {"q": "supp"})

    offer = {"label": story.headline, "url": story.get_absolute_url()}
    assert answer.json() == {"titles": [offer]}


def test_search_escapes_what_was_typed(client):
    page = client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()

    assert "<script>" not in page


def test_search_without_words_offers_the_form(client):
    response = client.get("/search/", {"q": "  "})

    assert response.status_code == 200
    assert "hits" in response.context
    assert b"Type words" in response.content


def test_search_that_finds_nothing_names_the_words(client):
    page = client.get("/search/", {"q": "unobtainium"}).content.decode()

    assert "No story has all of these words: unobtainium" in page


@pytest.mark.parametrize(
    "query",
    ["a" * 6_000, "word " * 1_200, "\0\0", "tri\0al", "%_%", "'; drop", "\ud800", "💊" * 90],
    ids=["long", "many", "nulls", "null", "wildcards", "quote", "surrogate", "pills"],
)
def test_search_answers_calmly_whatever_is_typed(client, query):
    address = "/search/?q=" + "".join(f"%{byte:02x}" for byte in query.encode(errors="replace"))

    assert client.get(address).status_code == 200


def test_search_is_not_for_search_engines(client):
    assert b'name="robots" content="noindex"' in client.get("/search/").content


def test_pages_of_results_are_not_called_newer_or_older(client, indexed, settings):
    settings.STORIES_PER_PAGE = 1
    EditionFactory.create_batch(2, live=True, headline="Clot drug")
    indexed()

    page = client.get("/search/?q=clot").content.decode()

    assert "Next page</a>" in page
    assert "Older stories" not in page
