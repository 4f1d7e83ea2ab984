"""Many at once, on a real database: threads with connections of their own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections


def share(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on threads see the rows that are there.

    SQLite keeps the test database in memory, where a second connection would lock the first
    out; there the threads work on a copy in a file.
    """
    if connection.vendor != "sqlite":
        return
    copy = folder / "copy.sqlite3"
    with sqlite3.connect(copy) as file:
        connection.connection.backup(file)
    file.close()
    monkeypatch.setitem(connections.settings["default"], "NAME", str(copy))


def at_once(number: int, act: Callable[[int], Any]) -> list[Any]:
    """Run ``act(0)`` to ``act(number - 1)`` at the same moment; their answers in order."""
    barrier = Barrier(number)

    def run(index: int) -> Any:
        barrier.wait(timeout=10)
        try:
            return act(index)
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


def seen(ask: Callable[[], Any]) -> Any:
    """What a fresh connection sees."""
    return at_once(1, lambda _index: ask())[0]
