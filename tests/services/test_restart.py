"""Nodes are started again, as a release does it, under steady requests, and none fails."""

import http.client
import os
import re
import shlex
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings

from tests.core.pages.test_nginx import GIVEN, NAMES, PROGRAM, WHOLE, free_port

# Marked for the database so that it is chosen together with the tests on PostgreSQL.
pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket, pytest.mark.slow]
ROOT = GIVEN.parents[1]
UNIT = ROOT / "deploy" / "systemd" / "newsroom-web@.service"
# A form from nowhere is refused by Django itself.
EXPECTED = {"GET": 200, "POST": 403}
START = 150  # seconds that a start may take on a busy machine
READERS = 3


def command_of(port):
    """What the unit starts, with this run's Python and one process."""
    text = UNIT.read_text(encoding="utf-8").replace("\\\n", " ")
    words = shlex.split(re.search(r"^ExecStart=(.+)$", text, re.MULTILINE)[1])
    words[0] = str(Path(sys.executable).with_name("granian"))
    words[words.index("--workers") + 1] = "1"
    return [word.replace("%i", str(port)) for word in words]


class Node:
    """A web node as systemd runs it: signals go to the first process."""

    def __init__(self, folder):
        self.port = free_port()
        self.environment = os.environ | {
            "ENV_FILE": os.devnull,
            "DATABASE_URL": "sqlite://:memory:",
            "SITE_URL": "http://news.example.org",
            "BEHIND_PROXY": "true",
            "PAGE_STORE_DIR": str(folder),
        }
        self.start()

    def start(self):
        self.process = subprocess.Popen(  # noqa: S603 - the unit's own command
            command_of(self.port), cwd=ROOT, env=self.environment, process_group=0
        )

    def answers(self):
        return ask(self.port) == EXPECTED["GET"]

    def start_again(self):
        """`systemctl restart`, and wait until it is ready."""
        self.stop()
        self.start()
        wait_until(self.answers, seconds=START)

    def stop(self):
        self.process.terminate()
        self.process.wait(40)


def wait_until(condition, *, seconds):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def ask(port, connection=None, method="GET"):
    """The status of an answer; 0 for none. A connection that is handed over is used again."""
    own = connection or http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        own.request(method, "/healthz", headers={"Host": "news.example.org"})
        answer = own.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        if connection is None:
            own.close()
    return answer.status


class Readers:
    """Ask without a pause, each over a connection of its own; every answer is noted."""

    def __init__(self, port):
        self.port, self.answers, self.stopped = port, [], threading.Event()
        self.threads = [threading.Thread(target=self.read) for _number in range(READERS)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        wait_until(lambda: len(self.answers) > READERS, seconds=20)
        return self

    def __exit__(self, *_error):
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def read(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        while not self.stopped.wait(0.002):
            for method in EXPECTED:
                self.answers.append((method, ask(self.port, connection, method)))
        connection.close()

    def failures(self):
        return [row for row in self.answers if row[1] != EXPECTED[row[0]]]


@pytest.fixture
def nodes(tmp_path):
    if not settings.REDIS_URL:
        pytest.skip("This takes long; `make test-services` starts and stops whole nodes.")
    found = [Node(tmp_path / str(number)) for number in range(2)]
    try:
        for node in found:
            wait_until(node.answers, seconds=START)
        yield found
    finally:
        for node in found:
            node.stop()


@pytest.fixture
def nginx(nodes, tmp_path):
    """The port of nginx with the configuration that is handed out, before both nodes."""
    if PROGRAM is None:
        pytest.skip("nginx is not installed here, so nothing stands before the nodes.")
    here, port = tmp_path / "nginx", free_port()
    here.mkdir()
    (here / "headers.conf").touch()
    for name in ("site.conf", "kept.conf", "proxy.conf"):
        text = (GIVEN / name).read_text(encoding="utf-8")
        text = text.replace("/etc/nginx/newsroom", str(here))
        text = text.replace("127.0.0.1:8001", f"127.0.0.1:{nodes[0].port}")
        text = text.replace("127.0.0.1:8002", f"127.0.0.1:{nodes[1].port}")
        (here / name).write_text(text.replace("listen 80", f"listen 127.0.0.1:{port}"))
    user = "user root;" if os.geteuid() == 0 else ""
    temporary = " ".join(f"{name}_temp_path {here}/temporary;" for name in NAMES)
    (here / "nginx.conf").write_text(WHOLE.format(user=user, here=here, temporary=temporary))
    command = [PROGRAM, "-p", str(here), "-e", str(here / "error.log"), "-c"]
    process = subprocess.Popen([*command, str(here / "nginx.conf")])  # noqa: S603 - found above
    wait_until(lambda: ask(port) == EXPECTED["GET"], seconds=10)
    yield port
    process.terminate()
    process.wait(10)


def test_no_request_fails_while_a_release_goes_round(nodes, nginx):
    with Readers(nginx) as readers:
        for node in nodes:
            node.start_again()

    assert readers.failures() == []
