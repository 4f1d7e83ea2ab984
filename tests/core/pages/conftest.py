"""A store of pages in a directory of its own, and readers who ask through it."""

import io
from dataclasses import dataclass

import pytest
from django.core.wsgi import get_wsgi_application

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
