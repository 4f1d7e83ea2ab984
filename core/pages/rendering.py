"""Makes a page from its address alone, and decides whether it may be kept."""

from __future__ import annotations

import io
import re
import sys
import time
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.urls import Resolver404, resolve

from core.pages import edge, ends
from core.pages.board import Board, slot
from core.pages.page import Header, Page
from core.pages.tags import Shown, address, shown_by

Environ = dict[str, Any]
Application = Callable[[Environ, Callable], Iterable[bytes]]

PASSED_ON = ("SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "SCRIPT_NAME")
PARAMETERS = "kept_parameters"
# Something in the headers that speaks of one reader or one moment.
PERSONAL = re.compile(r"no-store|private|nonce-", re.IGNORECASE)


@dataclass(frozen=True)
class Unkept:
    """An answer that goes to this reader alone."""

    status: str
    headers: list[Header]
    body: bytes

    def send(self, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        start_response(self.status, self.headers)
        return [self.body] if environ["REQUEST_METHOD"] == "GET" else []


class _Numbers(Container[str]):
    """The numbers of pages of a list, each in one way of writing it."""

    def __contains__(self, value: object) -> bool:
        return isinstance(value, str) and re.fullmatch(r"[1-9][0-9]{0,4}", value) is not None


NUMBERS: Container[str] = _Numbers()


def parameters_of(path: str) -> Mapping[str, Container[str]] | None:
    """The values that the view at a path allows each parameter; None where nothing is kept."""
    try:
        found = resolve(path.encode("latin-1").decode())
    except (Resolver404, UnicodeError):
        return None
    return getattr(found.func, PARAMETERS, None)


def render(application: Application, environ: Environ, query: str, board: Board) -> Page | Unkept:
    """The page at the path of ``environ``, made without its headers; whether or not it is kept.

    The board and the clock are read before anything else, so that whatever changes meanwhile
    finds a page that is older.
    """
    since, made = board.generation, time.time()
    at = datetime.fromtimestamp(made, UTC)
    change = ends.next_change(at, board.words[slot(ends.CLOCK)])
    plain = plain_environ(environ, query)
    status, headers, body = _run(application, plain)
    shown = shown_by(plain)
    if not _may_be_kept(status, headers, shown):
        return Unkept(status, headers, body)
    end = min(ends.end_of(at, change), shown.ends or datetime.max.replace(tzinfo=UTC))
    return Page.of(
        body,
        headers,
        slots=(*shown.slots, slot(address(plain["PATH_INFO"]))),
        since=since,
        made=made,
        ends=end.timestamp(),
        tags=edge.label(shown),
    )


def passed_on(application: Application, environ: Environ) -> Unkept:
    """What the application answers to the request as it came."""
    return Unkept(*_run(application, environ))


def headers_at(application: Application, path: str) -> list[Header]:
    """The headers of the page at ``path``, asked for where no server runs."""
    server = {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1"}
    environ = {"PATH_INFO": path, "SCRIPT_NAME": "", "wsgi.version": (1, 0), **server}
    _status, headers, _body = _run(application, plain_environ(environ, ""))
    return headers


def plain_environ(environ: Environ, query: str) -> Environ:
    """A request for the same address that nobody in particular makes."""
    plain = {name: environ[name] for name in PASSED_ON if name in environ}
    plain |= {name: value for name, value in environ.items() if name.startswith("wsgi.")}
    path, (scheme, host) = environ["PATH_INFO"], settings.SITE_URL.split("://", 1)
    return plain | {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "RAW_URI": quote(path.encode("latin-1", "replace")) + (f"?{query}" if query else ""),
        "QUERY_STRING": query,
        "HTTP_HOST": host,
        "REMOTE_ADDR": "",
        "wsgi.url_scheme": scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": environ.get("wsgi.errors", sys.stderr),
        **({"HTTP_X_FORWARDED_PROTO": scheme} if settings.SECURE_PROXY_SSL_HEADER else {}),
    }


def _run(application: Application, environ: Environ) -> tuple[str, list[Header], bytes]:
    told: list[tuple[str, list[Header]]] = []

    def start_response(status: str, headers: list[Header], _error: object = None) -> None:
        told.append((status, headers))

    answer = application(environ, start_response)
    try:
        body = b"".join(answer)
    finally:
        close = getattr(answer, "close", None)
        if close:
            close()
    status, headers = told[-1]
    return status, headers, body


def _may_be_kept(status: str, headers: list[Header], shown: Shown) -> bool:
    """Only a whole page that is the same for everybody."""
    if not status.startswith(f"{HTTPStatus.OK.value} ") or shown.is_refused:
        return False
    for name, value in headers:
        lower = name.lower()
        if lower in {"set-cookie", "content-encoding"}:
            return False
        if lower in {"cache-control", "content-security-policy"} and PERSONAL.search(value):
            return False
        if lower == "vary" and value.lower() != "accept-encoding":
            return False
    return True
