"""Pages of a list: one query, no count, no empty page but the first."""

import pytest
from django.http import Http404

from core.models import User
from core.pagination import page_number, page_of
from tests.factories.core import UserFactory

ROWS = User.objects.order_by("pk")


@pytest.mark.parametrize(("raw", "expected"), [(None, 1), ("", 1), ("1", 1), ("10000", 10_000)])
def test_page_number_reads_a_number(raw, expected):
    assert page_number(raw) == expected


@pytest.mark.parametrize("raw", ["0", "-1", "10001", "1.5", "one", "²", "٣", "1" * 40, " 1"])
def test_page_number_of_anything_else_is_not_found(raw):
    with pytest.raises(Http404):
        page_number(raw)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "shown", "before", "after"),
    [(1, 2, False, True), (2, 2, True, True), (3, 1, True, False)],
)
def test_page_knows_its_neighbours(number, shown, before, after):
    UserFactory.create_batch(5)

    page = page_of(ROWS, number=number, size=2)

    assert (len(page.rows), page.has_previous, page.has_next) == (shown, before, after)


@pytest.mark.django_db
def test_page_costs_one_query(django_assert_num_queries):
    UserFactory.create_batch(3)

    with django_assert_num_queries(1):
        page_of(ROWS, number=1, size=2)


@pytest.mark.django_db
def test_full_last_page_has_none_after_it():
    UserFactory.create_batch(4)

    assert page_of(ROWS, number=2, size=2).has_next is False


@pytest.mark.django_db
def test_first_page_may_be_empty():
    assert page_of(ROWS, number=1, size=2).rows == []


@pytest.mark.django_db
def test_page_behind_the_last_is_not_found():
    UserFactory()

    with pytest.raises(Http404):
        page_of(ROWS, number=2, size=2)
