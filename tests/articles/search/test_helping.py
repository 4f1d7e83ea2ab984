"""Titles while somebody types, and what a misspelt word may have meant."""

import pytest
from django.utils import timezone

from articles.search import helping
from articles.search.query import Query, phrases_of
from tests.factories.articles import EditionFactory, PersonFactory

pytestmark = pytest.mark.django_db


def titles(typed):
    return [offer.label for offer in helping.titles(typed, at=timezone.now())]


def meant(typed):
    return helping.meant(Query(phrases_of(typed)), at=timezone.now())


def test_titles_go_on_with_the_last_word(indexed):
    EditionFactory(live=True, headline="A walk after supper")
    EditionFactory(live=True, standfirst="Walking is in the standfirst alone.")
    EditionFactory(scheduled=True, headline="A walk nobody knows of")
    PersonFactory(name="Hanna Walker")
    indexed()

    assert titles("wal") == ["A walk after supper", "Hanna Walker"]
    assert titles("supper wa") == ["A walk after supper"]
    assert titles("w") == []


def test_misspelt_word_is_put_right_if_that_finds_something(indexed):
    EditionFactory(live=True, headline="Tenecteplase for the retina")
    EditionFactory(scheduled=True, headline="Canary")
    indexed()

    assert meant("tenectaplase retina") == "tenecteplase retina"
    assert meant("retina") == ""
    assert meant("canery") == ""
    assert meant("xylophone") == ""
