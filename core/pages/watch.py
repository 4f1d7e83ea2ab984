"""Sees every statement that writes, so that no door is left out: update(), bulk_create, raw SQL.

A write that nobody speaks for forgets every page. Who can name what a write changes says so with
``exactly``; rows that are saved one by one are spoken for by the map in ``newsroom``.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from core.pages import current
from core.pages.board import EVERYTHING
from core.pages.tags import forget, is_listened_to

WRITES = re.compile(
    r"\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?)"
    r'\s+(?:ONLY\s+)?["`]?(\w+)',
    re.IGNORECASE,
)
_unseen: set[str] = set()


class _State(threading.local):
    """What this thread speaks for just now: everything it writes, or rows of these tables."""

    depth = 0
    rows: Counter[str]

    def __init__(self) -> None:
        self.rows = Counter()


_state = _State()


def start(unseen: set[str]) -> None:
    """Watch from now on. ``unseen`` are the tables of which no kept page shows anything."""
    _unseen.update(unseen)
    connection_created.connect(_watch_connection, dispatch_uid="core.pages.watch")
    for connection in connections.all(initialized_only=True):
        _watch(connection)


def matters() -> bool:
    """Whether anybody keeps pages at all."""
    return current.store() is not None or is_listened_to()


@contextmanager
def exactly(*tags: str) -> Iterator[None]:
    """The writes inside change what these tags stand for and nothing else; none: no page at all.

    Stands inside the transaction, or around a function as its decorator.
    """
    _state.depth += 1
    try:
        yield
    finally:
        _state.depth -= 1
    if tags:
        forget(*tags)


def open_row(table: str) -> None:
    """A row of this table is written next, and somebody speaks for it."""
    _state.rows[table] += 1


def close_row(table: str) -> None:
    """That row was written."""
    if _state.rows[table] > 0:
        _state.rows[table] -= 1


def reset(**_facts: object) -> None:
    """At the end of a request: nobody speaks for a row that was never written."""
    _state.rows.clear()


def _watch_connection(connection: BaseDatabaseWrapper, **_facts: object) -> None:
    _watch(connection)


def _watch(connection: BaseDatabaseWrapper) -> None:
    if _see not in connection.execute_wrappers:
        connection.execute_wrappers.append(_see)


def _see(execute: Callable, sql: str, params: object, many: Any, context: dict) -> object:
    try:
        result = execute(sql, params, many, context)
    except Error:
        _state.rows.clear()
        raise
    if not isinstance(sql, str) or sql[:1] in "sS":
        return result
    found = WRITES.match(sql)
    if found and _is_unspoken(found[1]) and matters():
        forget(EVERYTHING)
    return result


def _is_unspoken(table: str) -> bool:
    return not _state.depth and table not in _unseen and not _state.rows[table]
