"""What readers did not find is counted without them."""

import pytest
from django.utils import timezone

from articles.models import SearchMiss
from articles.search import misses
from articles.search.query import normal_form

pytestmark = pytest.mark.django_db


def count(typed):
    misses.count_miss(typed, normal_form(typed), at=timezone.now())


def test_misses_add_up_by_day():
    count("Unobtainium!")
    count("unobtainium")

    assert [(row.words, row.count) for row in SearchMiss.objects.all()] == [("unobtainium", 2)]


@pytest.mark.parametrize("typed", ["sam@example.org", "call 030 123 45 67", "x" * 90, "?!"])
def test_what_may_be_a_person_is_not_kept(typed):
    count(typed)

    assert not SearchMiss.objects.exists()


def test_a_day_has_room_for_so_many(monkeypatch):
    monkeypatch.setattr(misses, "MOST_A_DAY", 2)

    for word in ["one", "two", "three", "one"]:
        count(word)

    assert dict(SearchMiss.objects.values_list("words", "count")) == {"one": 2, "two": 1}
