"""nginx itself, with the configuration that is handed out, in front of a store."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

from core.pages import current
from core.pages.board import EVERYTHING
from core.pages.front import Doors
from core.pages.tags import forget_here

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]

GIVEN = Path(__file__).resolve().parents[3] / "deploy" / "nginx"
PROGRAM = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
WHOLE = """\
daemon off;
{user}
pid {here}/nginx.pid;
events {{ worker_connections 64; }}
http {{
    access_log off;
    error_log {here}/error.log crit;
    {temporary}
    include {here}/site.conf;
}}
"""
NAMES = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@pytest.fixture
def nginx(front, page_store, tmp_path):
    """Its port. No site stands behind it, so what the store has not is 502."""
    if PROGRAM is None:
        pytest.skip("nginx is not installed here, so nothing stands before the store.")
    here = tmp_path / "nginx"
    here.mkdir()
    shutil.copy(front, here / "headers.conf")
    port, nobody = free_port(), free_port()
    for name in ("site.conf", "kept.conf", "proxy.conf"):
        text = (GIVEN / name).read_text(encoding="utf-8")
        text = text.replace("/etc/nginx/newsroom", str(here))
        text = text.replace("/var/lib/newsroom/pages", str(page_store))
        text = re.sub(r"127\.0\.0\.1:\d+", f"127.0.0.1:{nobody}", text)
        (here / name).write_text(text.replace("listen 80", f"listen 127.0.0.1:{port}"))
    user = "user root;" if os.geteuid() == 0 else ""
    temporary = " ".join(f"{name}_temp_path {here}/temporary;" for name in NAMES)
    (here / "nginx.conf").write_text(WHOLE.format(user=user, here=here, temporary=temporary))
    command = [PROGRAM, "-p", str(here), "-e", str(here / "error.log"), "-c"]
    process = subprocess.Popen([*command, str(here / "nginx.conf")])  # noqa: S603 - found above
    wait_until(lambda: ask(port, "/nothing") is not None)
    yield port
    process.terminate()
    process.wait(10)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(port, path, method="GET"):
    """The status, the headers and the body; None while nobody listens."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    headers = {"Host": "news.example.org", "Accept-Encoding": "br"}
    try:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    except ConnectionRefusedError:
        return None
    finally:
        connection.close()


def wait_until(condition):
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_nginx_sends_the_kept_page_as_the_site_would(nginx, readers):
    own = readers.get("/about/", HTTP_ACCEPT_ENCODING="br")
    Doors(current.store()).open()

    status, headers, body = ask(nginx, "/about/")

    assert (status, body) == (200, own.body)
    same = set(own.headers) - {"ETag", "Content-Security-Policy"}
    assert {name: headers[name] for name in same} == {name: own.headers[name] for name in same}


def test_nginx_has_let_go_of_a_page_when_it_is_forgotten(nginx, readers):
    doors = Doors(current.store())
    for _time in range(8):
        readers.get("/about/")
        doors.open()
        wait_until(lambda: doors.open() or ask(nginx, "/about/")[0] == 200)

        forget_here([EVERYTHING])

        doors.open()
        assert ask(nginx, "/about/")[0] == 502


@pytest.mark.parametrize(
    ("path", "statuses"),
    [
        ("/admin/comments/comment/1/decision/", {502}),
        ("/comments/1/", {502, 429}),
        ("/admin/login/", {502, 429}),
    ],
)
def test_nginx_lets_a_busy_desk_work_and_ends_floods_from_outside(nginx, path, statuses):
    assert {ask(nginx, path, "POST")[0] for _time in range(100)} == statuses
