"""The run on PostgreSQL is a run on PostgreSQL."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db
OLDEST = 14


@pytest.fixture
def postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("This run is on SQLite; `make test-services` runs on PostgreSQL.")
    return connection


def test_postgresql_server_is_new_enough(postgresql):
    assert postgresql.pg_version // 10_000 >= OLDEST


def test_postgresql_keeps_every_letter(postgresql):
    with postgresql.cursor() as cursor:
        cursor.execute("SELECT %s::text", ["Ångström α–ω"])

        assert cursor.fetchone() == ("Ångström α–ω",)
