"""The helper for query counts counts."""

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse

from tests.querycount import assert_same_queries

pytestmark = pytest.mark.django_db


def make_group():
    return Group.objects.create(name=f"Group {Group.objects.count()}")


def careful_list():
    return HttpResponse(", ".join(group.name for group in Group.objects.all()))


def careless_list():
    return HttpResponse(", ".join(str(group.permissions.count()) for group in Group.objects.all()))


def test_assert_same_queries_accepts_a_careful_list():
    assert_same_queries(careful_list, make_group)


def test_assert_same_queries_refuses_a_query_for_each_row():
    with pytest.raises(AssertionError, match="2 queries with one row, 4 with three"):
        assert_same_queries(careless_list, make_group)


def test_assert_same_queries_refuses_a_failing_list():
    with pytest.raises(AssertionError, match="answered 404"):
        assert_same_queries(lambda: HttpResponse(status=404), make_group)
