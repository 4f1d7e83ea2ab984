"""The known word that an unknown one may have meant."""

import pytest

from articles.models import SearchWord
from articles.search import spelling

pytestmark = pytest.mark.django_db


@pytest.fixture
def known():
    words = ["tenecteplase", "alteplase", "retina", "retinal", "electroencephalogram"]
    SearchWord.objects.bulk_create(SearchWord(word=word) for word in words)


def test_unknown_word_is_like_the_known_one_with_the_same_letters(known):
    assert spelling.alike(["tenectaplase", "retima"]) == {
        "tenectaplase": "tenecteplase",
        "retima": "retina",
    }


def test_known_word_is_not_put_right(known):
    assert spelling.alike(["retina", "retinal", "alteplase"]) == {}


def test_word_like_none_and_number_stay(known):
    assert spelling.alike(["xylophone", "2508515"]) == {}


def test_known_words_are_found_however_many_others_are_weighed(known, monkeypatch):
    monkeypatch.setattr(spelling, "WEIGHED", 1)

    assert spelling.alike(["retina", "tenecteplase", "rxqz"]) == {}


def test_twelve_words_cost_one_query(known, django_assert_num_queries):
    words = [f"{letter}enectaplase" for letter in "abcdefghijkl"]

    with django_assert_num_queries(1):
        spelling.alike(words)
