"""A store of pages in a directory of its own, and readers who ask through it."""

import io
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from core.pages import current
from core.pages.wsgi import KeptPages


@dataclass
class Answer:
    """What the web server would send."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self):
        return self.body.decode()


@contextmanager
def kept_connection():
    """A request does not close the connection in whose transaction the test runs."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@dataclass
class Readers:
    """Readers of the site's canonical host, in front of one web process."""

    application: KeptPages

    def get(self, path, *, method="GET", **more):
        path, _mark, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "SCRIPT_NAME": "",
            "HTTP_HOST": "news.example.org",
            "wsgi.url_scheme": "https",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.version": (1, 0),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            **more,
        }
        with kept_connection():
            return self._answer(environ)

    def _answer(self, environ):
        told = []
        body = self.application(environ, lambda status, headers: told.append((status, headers)))
        content = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        status, headers = told[-1]
        return Answer(int(status[:3]), dict(headers), content)


@pytest.fixture
def page_store(settings, tmp_path):
    """The directory in which this test keeps pages."""
    settings.PAGE_STORE_DIR = str(tmp_path / "pages")
    current.store()
    return tmp_path / "pages"


@pytest.fixture
def a_process(page_store):
    """Call it for one more web process on the same store."""
    django = get_wsgi_application()
    return lambda: Readers(KeptPages(django))


@pytest.fixture
def readers(a_process):
    return a_process()


@pytest.fixture
def front(settings, page_store, tmp_path, capsys):
    """The headers that nginx adds, as the command writes them for the operator."""
    with kept_connection():
        call_command("nginx_headers")
    file = tmp_path / "headers.conf"
    file.write_text(capsys.readouterr().out)
    settings.PAGE_STORE_FRONT = str(file)
    current.reopen()
    yield file
    current.reopen()
