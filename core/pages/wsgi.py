"""Answers readers from the store before Django is entered, and keeps what Django makes for them.

Only a GET or HEAD of a stranger to the canonical host is answered or kept, without parameters or
with those the view allows. A page that is to be kept is made from its address alone: no header of
the request reaches the code that makes it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Protocol
from urllib.parse import parse_qsl, urlencode

from django.conf import settings

from core.pages import current, edge, replica
from core.pages.codings import accepted
from core.pages.copies import Copies
from core.pages.locks import Locks
from core.pages.page import Header, Page
from core.pages.rendering import Application, Environ, Unkept, parameters_of, passed_on, render
from core.pages.store import Store

# A value that a kept page may be asked for with; anything else is made anew each time.
VALUE = re.compile(r"[a-z0-9_-]{1,24}")
# What other sites hang onto our addresses to count their readers; no view of ours reads it.
FOREIGN = re.compile(r"utm_[a-z]+|fbclid|gclid|mc_[ce]id|msclkid")


@lru_cache(maxsize=4_096)
def asked(query: str) -> str | None:
    """The parameters in one order and without those that only count readers; None if doubtful."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True, max_num_fields=12)
    except ValueError:
        return None
    known = sorted((name, value) for name, value in pairs if not FOREIGN.fullmatch(name))
    names = [name for name, _value in known]
    if len(names) != len(set(names)):
        return None
    if not all(VALUE.fullmatch(text) for pair in known for text in pair):
        return None
    return urlencode(known)


class Lease(Protocol):
    """What says whether this process knows of everything that other machines forgot."""

    def has_lease(self) -> bool: ...


class KeptPages:
    """The application that stands around Django's."""

    def __init__(self, application: Application, *, lease: Lease | None = None) -> None:
        self._application = application
        self._has_lease = lease.has_lease if lease else None
        self._scheme, self._host = settings.SITE_URL.split("://", 1)
        self._is_proxied = bool(settings.SECURE_PROXY_SSL_HEADER)
        self._session = settings.SESSION_COOKIE_NAME + "="
        self._store = current.store()
        self._copies = Copies(settings.PAGE_STORE_MEMORY)
        self._locks = Locks(self._store.root) if self._store else None
        self._looked = 0.0
        self._edge = edge.known()

    def __call__(self, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        store = self._store
        key = self._key(environ) if store is not None else None
        if store is None or key is None:
            return self._application(environ, start_response)
        page = self._copies.get(key)
        now = time.time()
        if page is None or not self._is_fresh(now) or not page.holds(store.board, now):
            return self._miss(key, environ, start_response)
        return self._send(page, environ, start_response)

    def _key(self, environ: Environ) -> str | None:
        """Under which address the page is kept; None where the store has no say."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return None
        if environ.get("HTTP_HOST") != self._host or self._scheme_of(environ) != self._scheme:
            return None
        if self._session in environ.get("HTTP_COOKIE", "") or "HTTP_AUTHORIZATION" in environ:
            return None
        query = environ.get("QUERY_STRING", "")
        if not query:
            return environ["PATH_INFO"]
        known = asked(query)
        if known is None:
            return None
        return f"{environ['PATH_INFO']}?{known}" if known else environ["PATH_INFO"]

    def _scheme_of(self, environ: Environ) -> str:
        if self._is_proxied and environ.get("HTTP_X_FORWARDED_PROTO"):
            return environ["HTTP_X_FORWARDED_PROTO"]
        return environ["wsgi.url_scheme"]

    def _is_fresh(self, now: float) -> bool:
        """Once a second: is the board still the one that others write on?"""
        store = self._store
        if store is None or (self._has_lease is not None and not self._has_lease()):
            return False
        if store.board.words[1] and store.board.recover():
            return False
        if abs(now - self._looked) > 1:
            self._looked = now
            if not store.board.is_there():
                self._store = current.reopen()
                self._copies.clear()
                return False
        return True

    def _miss(self, key: str, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        store, locks = self._store, self._locks
        parameters = parameters_of(environ["PATH_INFO"])
        query = key.partition("?")[2]
        if self._has_lease is not None and not self._has_lease():
            return self._application(environ, start_response)
        self._is_fresh(time.time())
        if store is None or locks is None or parameters is None:
            return self._application(environ, start_response)
        if not _are_allowed(query, parameters):
            return self._pass_on(store, environ, start_response)
        with locks.alone(key):
            page = store.load(key, time.time())
            if page is None:
                made = replica.first(
                    partial(render, self._application, environ, query, store.board),
                    store.board,
                    failed=_is_error,
                )
                if isinstance(made, Unkept):
                    return made.send(environ, start_response)
                page = made
                store.keep(key, page)
            self._copies.put(key, page)
        return self._send(page, environ, start_response)

    def _send(self, page: Page, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        if self._edge is not None and self._edge.is_asking(environ):
            return _send(page, environ, start_response, self._edge.headers(page, time.time()))
        return _send(page, environ, start_response)

    def _pass_on(self, store: Store, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        """A reader's page that is made anew each time, as a search is."""
        if not replica.is_named():
            return self._application(environ, start_response)
        make = partial(passed_on, self._application, environ)
        made = replica.first(make, store.board, failed=_is_error)
        return made.send(environ, start_response)


def _is_error(made: Page | Unkept) -> bool:
    return isinstance(made, Unkept) and made.status.startswith("5")


def _are_allowed(query: str, parameters: Mapping[str, Container[str]]) -> bool:
    return all(value in parameters.get(name, ()) for name, value in parse_qsl(query))


def _send(
    page: Page, environ: Environ, start_response: Callable, more: Sequence[Header] = ()
) -> Iterable[bytes]:
    answer = page.answer(accepted(environ.get("HTTP_ACCEPT_ENCODING", "")))
    if _is_known(page, environ):
        start_response("304 Not Modified", [*answer.unchanged, *more] if more else answer.unchanged)
        return []
    start_response("200 OK", [*answer.headers, *more] if more else answer.headers)
    return answer.body if environ["REQUEST_METHOD"] == "GET" else []


def _is_known(page: Page, environ: Environ) -> bool:
    """Whether the reader has it already. The date counts only without a tag (RFC 9110, 13.2.2)."""
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags:
        return page.is_known(tags)
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    return since is not None and page.is_unchanged_since(since)
