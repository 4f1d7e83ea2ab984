"""Titles while somebody types."""

import pytest
from django.utils import timezone

from articles.search import helping
from tests.factories.articles import EditionFactory, PersonFactory

pytestmark = pytest.mark.django_db


def titles(typed):
    return [offer.label for offer in helping.titles(typed, at=timezone.now())]


def test_titles_go_on_with_the_last_word(indexed):
    EditionFactory(live=True, headline="A walk after supper")
    EditionFactory(live=True, standfirst="Walking is in the standfirst alone.")
    EditionFactory(scheduled=True, headline="A walk nobody knows of")
    PersonFactory(name="Hanna Walker")
    indexed()

    assert titles("wal") == ["A walk after supper", "Hanna Walker"]
    assert titles("supper wa") == ["A walk after supper"]
    assert titles("w") == []
