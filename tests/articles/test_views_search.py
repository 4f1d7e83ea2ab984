"""The search page takes whatever is typed."""

import pytest

from tests.factories.articles import EditionFactory

pytestmark = pytest.mark.django_db


def test_search_shows_a_story_with_all_words(client):
    story = EditionFactory(live=True, body_source="<p>Tenecteplase for the retina.</p>")
    EditionFactory(live=True, body_source="<p>Tenecteplase for the brain.</p>")

    hits = client.get("/search/", {"q": "retina tenecteplase"}).context["hits"]

    assert [hit["card"].story for hit in hits] == [story]


def test_search_marks_the_words(client):
    EditionFactory(live=True, body_source="<p>Tenecteplase for the retina.</p>")

    page = client.get("/search/", {"q": "retina"}).content.decode()

    assert "<mark>retina</mark>" in page


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
