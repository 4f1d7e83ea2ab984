"""One maker for each missing page: the others wait for it, in this process and in its siblings."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zlib import crc32

# After so many seconds a waiter makes the page itself.
PATIENCE = 5.0
PAUSE = 0.005


class Locks:
    """Locks by address. Between processes each is one byte of a file that stays open."""

    def __init__(self, root: Path) -> None:
        self._file = os.open(root / "locks", os.O_RDWR | os.O_CREAT, 0o600)
        self._guard = threading.Lock()
        self._held: dict[int, threading.Lock] = {}

    @contextmanager
    def alone(self, key: str) -> Iterator[None]:
        """Hold the lock of an address, or go on without it when that takes too long."""
        place = crc32(key.encode("utf-8", "surrogateescape")) & 0xFFFFF
        with self._guard:
            lock = self._held.setdefault(place, threading.Lock())
        until = time.monotonic() + PATIENCE
        has_thread = lock.acquire(timeout=PATIENCE)
        has_process = has_thread and self._acquire(place, until)
        try:
            yield
        finally:
            if has_process:
                fcntl.lockf(self._file, fcntl.LOCK_UN, 1, place)
            if has_thread:
                lock.release()

    def _acquire(self, place: int, until: float) -> bool:
        while time.monotonic() < until:
            with suppress(OSError):
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
                return True
            time.sleep(PAUSE)
        return False
