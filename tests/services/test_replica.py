"""Readers' queries on a real streaming replica: as soon as it knows what changed, never before."""

import time

import pytest
from django.conf import settings
from django.db import connection

from tests.services import replicating
from tests.services.another_site import another

pytestmark = [pytest.mark.django_db, pytest.mark.allow_hosts(["127.0.0.1"])]


@pytest.fixture(scope="module")
def pair(django_db_setup):
    if connection.vendor != "postgresql":
        pytest.skip("This run is on SQLite; `make test-services` runs on PostgreSQL.")
    pair = replicating.started()
    pair.copy(settings.DATABASES["default"])
    yield pair
    pair.stop()


@pytest.fixture(scope="module")
def site(pair, tmp_path_factory):
    """Call it with the name of an act of ``replica_site.Site``."""
    environment = {
        "DATABASE_URL": pair.url("primary"),
        "REPLICA_DATABASE_URL": pair.url("replica"),
        "REDIS_URL": "",
        "PAGE_STORE_DIR": str(tmp_path_factory.mktemp("pages")),
    }
    with another("tests.services.replica_site", environment) as act:
        yield act


@pytest.fixture
def caught_up(pair):
    """Wait until the replica knows all that the primary does; it is replaying again."""

    def wait():
        pair.ask("replica", "SELECT pg_wal_replay_resume()::text")
        end = time.monotonic() + 20
        written = pair.ask("primary", "SELECT pg_current_wal_flush_lsn()::text")
        while not pair.ask("replica", f"SELECT pg_last_wal_replay_lsn() >= '{written}'::pg_lsn"):
            assert time.monotonic() < end
            time.sleep(0.02)

    wait()
    yield wait
    wait()


def test_page_is_made_from_the_replica_and_kept(site, caught_up):
    path = site("publish", "One arm or two")
    site("mark_log")
    caught_up()

    first, again = site("read", path), site("read", path)

    assert first == ("One arm or two", {"replica"})
    assert again == ("One arm or two", set())


def test_replica_that_lags_makes_no_page_that_stays(pair, site, caught_up):
    path = site("publish", "Before")
    site("mark_log")
    caught_up()
    assert site("read", path) == ("Before", {"replica"})
    pair.ask("replica", "SELECT pg_wal_replay_pause()::text")

    site("change", path, "After")
    headline, asked = site("read", path)
    kept = site("read", path)

    assert (headline, "default" in asked) == ("After", True)
    assert kept == ("After", set())


def test_withdrawn_story_is_gone_while_the_replica_still_shows_it(pair, site, caught_up):
    path = site("publish", "To be withdrawn")
    caught_up()
    pair.ask("replica", "SELECT pg_wal_replay_pause()::text")

    site("withdraw", path)
    headline, _asked = site("read", path)

    assert headline == "This story was withdrawn"


def test_search_reads_the_replica(site, caught_up):
    site("publish", "Searching for words")
    site("mark_log")
    caught_up()

    status, asked = site("search", "words")

    assert (status, asked) == (200, {"replica"})


def test_desk_reads_the_primary(site, caught_up):
    site("mark_log")
    caught_up()

    assert site("read", "/admin/login/")[1] <= {"default"}


def test_replica_that_is_away_costs_no_reader_a_page(pair, site, caught_up):
    path = site("publish", "Away")
    pair.end("replica")
    try:
        assert site("read", path) == ("Away", {"default"})
        assert site("health") == "away"
    finally:
        pair.begin("replica")


def test_pages_are_made_while_the_primary_is_away(pair, site, caught_up):
    path = site("publish", "Primary away")
    site("mark_log")
    caught_up()
    assert site("health") == "ok"
    pair.end("primary")
    try:
        assert site("read", path) == ("Primary away", {"replica"})
    finally:
        pair.begin("primary")
