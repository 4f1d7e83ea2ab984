"""The helper for query counts counts."""

import pytest
from django.http import HttpResponse

from taxonomy.models import Tag
from tests.factories.taxonomy import TagFactory
from tests.querycount import assert_same_queries

pytestmark = pytest.mark.django_db


def careful_list():
    return HttpResponse(", ".join(tag.name for tag in Tag.objects.all()))


def careless_list():
    return HttpResponse(", ".join(str(tag.aliases.count()) for tag in Tag.objects.all()))


def test_assert_same_queries_accepts_a_careful_list():
    assert_same_queries(careful_list, TagFactory)


def test_assert_same_queries_refuses_a_query_for_each_row():
    with pytest.raises(AssertionError, match="2 queries with one row, 4 with three"):
        assert_same_queries(careless_list, TagFactory)


def test_assert_same_queries_refuses_a_failing_list():
    with pytest.raises(AssertionError, match="answered 404"):
        assert_same_queries(lambda: HttpResponse(status=404), TagFactory)
