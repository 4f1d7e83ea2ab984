"""The copies of pages in one process: at most so many bytes, the oldest goes first."""

from __future__ import annotations

import threading

from core.pages.page import Page


class Copies:
    """Read by ``get``, which is a dictionary's own; written under a lock."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._pages: dict[str, Page] = {}
        self._lock = threading.Lock()
        self.bytes = 0
        self.get = self._pages.get

    def put(self, key: str, page: Page) -> None:
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self.bytes += page.size
            while self.bytes > self._limit and self._pages:
                self._drop(next(iter(self._pages)))

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self.bytes = 0

    def _drop(self, key: str) -> None:
        known = self._pages.pop(key, None)
        self.bytes -= known.size if known else 0
