"""Queries put together once: the same rows as if they were put together each time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import User
from core.prepared import Prepared
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return [UserFactory(username=name) for name in ("ada", "mo", "wren")]


def test_values_of_each_call_reach_the_database(people):
    named = Prepared(lambda name: User.objects.filter(username=name))

    found = [named(name=name) for name in ("mo", "ada", "sam")]

    assert found == [[people[1]], [people[0]], []]


def test_query_is_put_together_once(people):
    built = []

    @Prepared
    def named(name):
        built.append(name)
        return User.objects.filter(username=name)

    for person in people:
        named(name=person.username)

    assert len(built) == 1


def test_moments_are_written_as_the_database_keeps_them(people):
    since = Prepared(lambda at: User.objects.filter(date_joined__gte=at))
    now = timezone.now()

    assert since(at=now - timedelta(hours=1)) == people
    assert since(at=now + timedelta(hours=1)) == []


@pytest.mark.parametrize("count", [0, 1, 3])
def test_sequences_may_have_any_length(people, count):
    among = Prepared(lambda numbers: User.objects.filter(pk__in=numbers).order_by("pk"))

    assert among(numbers=[person.pk for person in people[:count]]) == people[:count]


def test_related_rows_and_plain_columns_come_as_usual(people, django_assert_num_queries):
    names = Prepared(lambda least: User.objects.filter(pk__gte=least).values_list("pk", "username"))

    with django_assert_num_queries(1):
        found = names(least=people[1].pk)

    assert sorted(found) == [(one.pk, one.username) for one in people[1:]]


def test_value_that_the_query_does_not_hold_as_it_is_given_is_refused():
    beginning = Prepared(lambda start: User.objects.filter(username__startswith=start))

    with pytest.raises(TypeError, match="does not reach the database"):
        beginning(start="a")


def test_truth_values_are_refused():
    active = Prepared(lambda flag: User.objects.filter(is_active=flag))

    with pytest.raises(TypeError, match="no truth values"):
        active(flag=True)
