"""A machine dies between its commit and its word: the others forget all the same."""

import multiprocessing
import os
import signal
from importlib import import_module

import django
import pytest
from django.conf import settings
from django.db import connection, transaction

from core.pages import nodes, tags
from core.pages.board import EVERYTHING, Board, slot
from tests.services.test_nodes import wait_until

pytestmark = pytest.mark.django_db


def run_machine(environment, orders):
    """A web process as the server starts it. Told to, it changes something and dies at once."""
    os.environ |= environment
    django.setup()
    follower = import_module("newsroom.wsgi").follower
    while not follower.has_lease():
        follower._stopped.wait(0.02)
    orders.send("has a lease")
    orders.recv()
    tags._listeners.insert(0, lambda *_words: os.kill(os.getpid(), signal.SIGKILL))
    with transaction.atomic():
        tags.forget("word")


@pytest.fixture
def database():
    if connection.vendor != "postgresql" or not settings.REDIS_URL:
        pytest.skip("This run has no PostgreSQL and Redis; `make test-services` runs with both.")
    nodes.client(settings.REDIS_URL).flushdb()
    known = settings.DATABASES["default"]
    return f"postgres://{known['USER']}@{known['HOST']}:{known['PORT'] or 5432}/{known['NAME']}"


@pytest.fixture
def a_machine(database, tmp_path):
    """Call it with a name for one more machine; its process, its orders and its store."""
    context = multiprocessing.get_context("spawn")
    processes = []

    def start(name):
        (tmp_path / name).mkdir()
        environment = {
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "ENV_FILE": os.devnull,
            "DATABASE_URL": database,
            "REDIS_URL": settings.REDIS_URL,
            "PAGE_STORE_DIR": str(tmp_path / name),
        }
        here, there = context.Pipe()
        process = context.Process(target=run_machine, args=[environment, there], daemon=True)
        process.start()
        processes.append(process)
        return process, here, tmp_path / name

    yield start
    for process in processes:
        process.kill()
        process.join()


def test_change_of_a_machine_that_died_is_forgotten_by_the_others(a_machine):
    dying, living = a_machine("dying"), a_machine("living")
    for _process, orders, _store in (dying, living):
        assert orders.recv() == "has a lease"
    board = Board(living[2])
    since = board.generation

    dying[1].send("change something")
    dying[0].join(30)

    assert dying[0].exitcode == -signal.SIGKILL
    wait_until(lambda: not board.holds([slot(EVERYTHING)], since), seconds=20)
