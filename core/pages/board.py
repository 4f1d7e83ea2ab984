"""The board: when each tag was last forgotten, in a file that every process of a machine maps.

Forgetting adds one to a counter and notes its value beside each tag. A page remembers the counter
as it stood before it was made, and holds while none of its tags was forgotten after that. Reading
costs a fraction of a microsecond and asks nobody. Knows no page and no file of one.
"""

from __future__ import annotations

import fcntl
import hashlib
import mmap
import os
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

EVERYTHING = "*"
GENERATION, WRITERS, BYTES, NAME, POSITION = 0, 1, 2, 3, 4
HEAD = 16
SLOTS = 65_536
SIZE = 8 * (HEAD + SLOTS)


@lru_cache(maxsize=8_192)
def slot(tag: str) -> int:
    """Where a tag stands. Two tags may share a place: forgetting one then forgets both."""
    if tag == EVERYTHING:
        return HEAD
    digest = hashlib.blake2b(tag.encode(), digest_size=8).digest()
    return HEAD + 1 + int.from_bytes(digest, "big") % (SLOTS - 1)


class Board:
    """The mapped file. ``words`` are its numbers; read them freely, write through the methods."""

    def __init__(self, root: Path, *, clear: Callable[[], None] | None = None) -> None:
        """``clear`` removes the files of all pages; it is called where a process died writing."""
        self._clear = clear
        self._path = root / "board"
        self._writing = root / "writing"
        self._doors = root / "doors"
        self._writing.mkdir(parents=True, exist_ok=True)
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        self._threads = threading.Lock()
        with self.alone():
            if os.fstat(self._file).st_size < SIZE:
                os.ftruncate(self._file, SIZE)
        self.words = memoryview(mmap.mmap(self._file, SIZE)).cast("Q")
        with self.alone():
            self.words[NAME] = self.words[NAME] or secrets.randbits(63) + 1
            # The machine may have stopped before the last one reached the disk.
            self.words[POSITION] = 0
        self._inode = os.fstat(self._file).st_ino
        self.recover()

    @property
    def name(self) -> int:
        """A number that no other board has."""
        return self.words[NAME]

    @property
    def generation(self) -> int:
        return self.words[GENERATION]

    @property
    def position(self) -> int:
        """How far the database's log had come at the last forgetting; 0 where nobody knows."""
        return self.words[POSITION]

    def is_there(self) -> bool:
        """Whether the file is still the one that other processes will open."""
        try:
            return self._path.stat().st_ino == self._inode
        except OSError:
            return False

    def holds(self, slots: Iterable[int], since: int) -> bool:
        """Whether none of these was forgotten after the counter stood at ``since``."""
        words = self.words
        return all(words[place] <= since for place in slots)

    def forget(self, slots: Iterable[int], *, position: int = 0) -> int:
        """Note that these are forgotten now. The counter moves last, so nobody looks too early.

        ``position`` is how far the database's log had come after the commit; 0 where nobody knows.
        """
        with self.alone():
            known = self.words[POSITION]
            self.words[POSITION] = max(known, position) if known and position else 0
            following = self.words[GENERATION] + 1
            for place in slots:
                self.words[place] = following
            self.words[GENERATION] = following
        return following

    def learn(self, position: int, generation: int) -> None:
        """Note how far the log has come, asked for when the counter stood at ``generation``."""
        with self.alone():
            if self.words[GENERATION] == generation:
                self.words[POSITION] = position

    def add_bytes(self, number: int) -> int:
        """Count what is kept on the disk; returns the sum. A negative number takes away."""
        with self.alone():
            self.words[BYTES] = max(0, self.words[BYTES] + number)
            return self.words[BYTES]

    def begin(self) -> Path:
        """Note that this process is about to commit something that readers see."""
        mark = self._writing / f"{os.getpid()}-{threading.get_ident()}"
        with self.alone(), suppress(OSError):
            mark.touch()
            self.words[WRITERS] = self._marks()
            for door in self._doors.glob("*"):
                door.unlink(missing_ok=True)
        return mark

    def end(self, mark: Path) -> None:
        """Take that note away, after the commit and after what it changed was forgotten."""
        with self.alone(), suppress(OSError):
            mark.unlink(missing_ok=True)
            self.words[WRITERS] = self._marks()

    def open_door(self, name: str, target: Path) -> bool:
        """Let nginx read ``target`` under this name, unless somebody is about to commit."""
        with self.alone(), suppress(FileExistsError):
            if self.words[WRITERS]:
                return False
            (self._doors / name).symlink_to(target)
        return True

    def recover(self) -> bool:
        """Forget everything where a process died between its commit and its forgetting."""
        dead = [mark for mark in self._listed() if not _is_alive(mark)]
        if dead:
            self.forget([slot(EVERYTHING)])
            if self._clear:
                self._clear()
            for mark in dead:
                self.end(mark)
        elif self.words[WRITERS]:
            with self.alone():
                self.words[WRITERS] = self._marks()
        return bool(dead)

    def _listed(self) -> list[Path]:
        try:
            return list(self._writing.iterdir())
        except OSError:
            return []

    def _marks(self) -> int:
        return len(self._listed())

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nothing is forgotten and no commit begins meanwhile. Not to be asked for twice."""
        with self._threads:
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)


def _is_alive(mark: Path) -> bool:
    with suppress(ValueError, ProcessLookupError, PermissionError):
        os.kill(int(mark.name.partition("-")[0]), 0)
        return True
    return False
