"""Words in, spans out."""

import pytest
from django.utils import timezone

from articles import search
from articles.models import Edition
from articles.search import Span
from tests.factories.articles import EditionFactory


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", []),
        ("  Retina  ARTERY ", ["retina", "artery"]),
        ("retina Retina", ["retina"]),
        ("covid-19, il-6", ["covid-19", "il-6"]),
        ("\0ret\0ina", ["ret", "ina"]),
        ("%_' --", []),
        ("a b c d e f g h i j", ["a", "b", "c", "d", "e", "f", "g", "h"]),
    ],
)
def test_words_of_a_query(query, words):
    assert search.words_of(query) == words


def test_long_query_is_cut():
    assert search.words_of("a" * 6_000) == ["a" * search.QUERY_LENGTH]


@pytest.mark.parametrize(
    ("text", "words", "spans"),
    [
        ("The retina", [], [Span("The retina", is_hit=False)]),
        ("The Retina", ["retina"], [Span("The ", is_hit=False), Span("Retina", is_hit=True)]),
        ("a.b", ["."], [Span("a", is_hit=False), Span(".", is_hit=True), Span("b", is_hit=False)]),
    ],
)
def test_marked(text, words, spans):
    assert search.marked(text, words) == spans


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["headline", "standfirst", "body_text"])
def test_find_looks_in(field):
    story = EditionFactory(live=True, **{field: "Tenecteplase"})
    EditionFactory(live=True)

    assert list(search.find(["tenecteplase"], at=timezone.now())) == [story]


@pytest.mark.django_db
def test_find_takes_a_percent_sign_as_a_sign():
    EditionFactory(live=True)

    assert list(search.find(["%"], at=timezone.now())) == []


def test_snippet_begins_near_the_word():
    story = Edition(body_text="before " * 30 + "tenecteplase " + "after " * 60)

    text = "".join(span.text for span in search.snippet(story, ["tenecteplase"]))

    assert text.startswith("… before")
    assert "tenecteplase" in text
    assert len(text) < search.SNIPPET_LENGTH + 10


def test_snippet_without_the_word_is_the_standfirst():
    story = Edition(standfirst="One in five.", body_text="The answer is no.")

    assert search.snippet(story, ["zebra"]) == [Span("One in five.", is_hit=False)]
