"""Two machines on one Redis: what one forgot, the other never serves."""

import multiprocessing
import os
import signal
import socket
import time
from contextlib import contextmanager

import django
import pytest
from django.conf import settings

from core.pages import current, nodes
from core.pages.board import EVERYTHING, Board, slot

pytestmark = pytest.mark.django_db


def run_machine(root, url, has_lease, stop):
    """A web process of another machine, with a board of its own."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    settings.PAGE_STORE_DIR, settings.REDIS_URL = str(root), url
    follower = nodes.follow()
    while not stop.wait(0.02):
        has_lease.value = follower.has_lease()
    follower.stop()


@pytest.fixture(scope="module", autouse=True)
def empty_redis():
    if not settings.REDIS_URL:
        pytest.skip("This run has no Redis; `make test-services` runs with it.")
    nodes.client(settings.REDIS_URL).flushdb()


@pytest.fixture
def here(settings, tmp_path):
    """The machine that this test runs on."""
    settings.PAGE_STORE_DIR = str(tmp_path / "here")
    return current.store()


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """Another machine that holds a lease: its process, and its board."""
    context = multiprocessing.get_context("spawn")
    has_lease, stop = context.Value("b"), context.Event()
    root = tmp_path_factory.mktemp("other")
    arguments = [root, settings.REDIS_URL, has_lease, stop]
    process = context.Process(target=run_machine, args=arguments, daemon=True)
    process.start()
    wait_until(lambda: has_lease.value, seconds=30)
    yield process, Board(root), has_lease
    stop.set()
    process.join(5)
    process.kill()


def wait_until(condition, *, seconds):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


@contextmanager
def taking(*, at_least=0.0, at_most):
    began = time.monotonic()
    yield
    assert at_least <= time.monotonic() - began <= at_most


def test_word_has_been_heard_when_the_one_who_forgets_goes_on(here, other):
    _process, board, _has_lease = other
    since = board.generation

    with taking(at_most=0.9):
        nodes.Teller(settings.REDIS_URL)(["word"])

    assert not board.holds([slot("word")], since)
    assert board.holds([slot("another")], since)


def test_machine_that_does_not_hear_is_waited_for_as_long_as_its_lease(here, other):
    process, _board, _has_lease = other
    os.kill(process.pid, signal.SIGSTOP)

    try:
        with taking(at_least=0.9, at_most=1.5):
            nodes.Teller(settings.REDIS_URL)(["word"])
    finally:
        os.kill(process.pid, signal.SIGCONT)


def test_machine_that_joins_keeps_no_page_from_before(tmp_path, settings):
    settings.PAGE_STORE_DIR = str(tmp_path)
    board = current.store().board
    since = board.generation

    follower = nodes.follow()
    wait_until(follower.has_lease, seconds=10)
    follower.stop()

    assert not board.holds([slot(EVERYTHING)], since)


@pytest.fixture
def hanging():
    """A server that takes connections and says nothing."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(16)
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def test_hanging_redis_costs_a_save_a_second_and_no_page_is_served(here, hanging):
    follower = nodes.Follower(hanging).start()

    with taking(at_most=1.4):
        nodes.Teller(hanging)(["word"])

    assert not follower.has_lease()
    assert (here.root / "unsaid").exists()
    follower.stop()


def test_what_could_not_be_said_is_said_when_redis_is_back(here, other):
    _process, board, _has_lease = other
    since = board.generation
    nodes._note_unsaid()

    follower = nodes.follow()
    wait_until(lambda: not board.holds([slot(EVERYTHING)], since), seconds=10)

    follower.stop()
    assert not (here.root / "unsaid").exists()
