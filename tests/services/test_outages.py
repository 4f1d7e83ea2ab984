"""PostgreSQL stops, Redis hangs: what readers get meanwhile, and how soon all is well again."""

import shutil
import signal
import subprocess
import time

import pytest
from django.conf import settings
from django.db import connection

from tests.services import replicating
from tests.services.another_site import another

pytestmark = [pytest.mark.django_db, pytest.mark.allow_hosts(["127.0.0.1"])]

HEADLINE = "Coffee and the failing heart"
# Without a limit of ours a hanging service is waited for without end.
PATIENCE = 5


@pytest.fixture(scope="module")
def database(django_db_setup):
    if connection.vendor != "postgresql":
        pytest.skip("This run is on SQLite; `make test-services` runs on PostgreSQL.")
    server = replicating.started(with_replica=False)
    server.copy(settings.DATABASES["default"])
    yield server
    server.stop()


@pytest.fixture(scope="module")
def redis(tmp_path_factory):
    """The process of a Redis of its own, and its port."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("redis-server is not installed here, so none can be stopped.")
    port = replicating.free_port()
    place = tmp_path_factory.mktemp("redis")
    flags = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(place)]
    process = subprocess.Popen([program, *flags], stdout=subprocess.DEVNULL)  # noqa: S603 - found
    yield process, port
    process.kill()
    process.wait()


@pytest.fixture(scope="module")
def site(database, redis, tmp_path_factory):
    """Call it with the name of an act of ``outage_site.Site``."""
    environment = {
        "DATABASE_URL": database.url("primary"),
        "REDIS_URL": f"redis://127.0.0.1:{redis[1]}/0",
        "PAGE_STORE_DIR": str(tmp_path_factory.mktemp("pages")),
    }
    with another("tests.services.outage_site", environment) as act:
        wait_until(lambda: act("keeps_pages"))
        yield act


def wait_until(condition):
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_stopped_database_leaves_kept_pages_and_what_is_typed(site, database):
    page, form = site("publish", HEADLINE)
    site("read", page)
    database.end("primary")

    status, text, _seconds = site("read", page)
    assert (status, HEADLINE in text) == (200, True)
    status, text, seconds = site("send", form, "Which arm was larger?")
    assert (status, "Which arm was larger?</textarea>" in text) == (503, True)
    assert seconds < PATIENCE

    database.begin("primary")
    wait_until(lambda: site("send", form, "Which arm was larger?")[0] == 303)
    assert site("held", "Which arm was larger?") == 1


def test_hanging_redis_is_waited_for_by_nobody(site, redis):
    process, _port = redis
    page, form = site("publish", HEADLINE)
    process.send_signal(signal.SIGSTOP)
    try:
        wait_until(lambda: not site("keeps_pages"))
        answers = [site("read", page), site("send", form, "And the smaller one?")]
    finally:
        process.send_signal(signal.SIGCONT)

    assert [status for status, _text, _seconds in answers] == [200, 303]
    assert max(seconds for _status, _text, seconds in answers) < PATIENCE
    wait_until(lambda: site("keeps_pages"))
    assert site("held", "And the smaller one?") == 1
