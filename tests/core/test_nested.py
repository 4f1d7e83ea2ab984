"""Rows that come as one column of another query."""

from datetime import UTC, datetime

import pytest
from django.db.models import OuterRef

from core.models import AuditEntry, User
from core.nested import RowsOf, as_models
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 1, 29, 22, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def entries():
    actor = UserFactory(username="wren")
    return [
        AuditEntry.objects.create(actor=actor, act="story.save", object_id=str(number), at=MOMENT)
        for number in range(3)
    ]


def read(**columns):
    own = AuditEntry.objects.filter(actor=OuterRef("pk")).order_by("-object_id")
    (person,) = User.objects.filter(username="wren").annotate(rows=RowsOf(own, **columns))
    return person.rows


def test_rows_come_in_their_order_with_the_columns_named(entries):
    rows = read(number="object_id", who="actor__username")

    assert rows == [{"number": number, "who": "wren"} for number in ("2", "1", "0")]


def test_no_rows_are_an_empty_list():
    UserFactory(username="wren")

    assert read(number="object_id") == []


def test_rows_become_models_with_moments_that_know_their_zone(entries, django_assert_num_queries):
    rows = read(id="id", at="at")

    with django_assert_num_queries(0):
        found = as_models(AuditEntry, rows)
        moments = {row.at for row in found}

    assert (found, moments) == (entries[::-1], {MOMENT})


def test_column_that_was_not_named_is_asked_for(entries, django_assert_num_queries):
    (first, *_rest) = as_models(AuditEntry, read(id="id"))

    with django_assert_num_queries(1):
        assert first.act == "story.save"
