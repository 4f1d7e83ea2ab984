"""A line that says how far a long piece of work has come."""

from __future__ import annotations

import sys
import time

WIDTH = 30


class Bar:
    """Redraws itself at most five times a second; on no terminal it speaks every ten seconds."""

    def __init__(self, what: str, total: int) -> None:
        self._what, self._total = what, max(1, total)
        self._began = time.monotonic()
        self._is_terminal = sys.stderr.isatty()
        self._spoke = self._began

    def show(self, done: int) -> None:
        now = time.monotonic()
        is_over = done >= self._total
        if not is_over and now - self._spoke < (0.2 if self._is_terminal else 10):
            return
        self._spoke = now
        sys.stderr.write(self._line(done, now) + ("\n" if is_over or not self._is_terminal else ""))
        sys.stderr.flush()

    def _line(self, done: int, now: float) -> str:
        full = WIDTH * min(done, self._total) // self._total
        took = now - self._began
        left = took / done * (self._total - done) if done else 0
        bar = "#" * full + "." * (WIDTH - full)
        start = "\r" if self._is_terminal else ""
        return f"{start}{self._what:<12} [{bar}] {done:,} of {self._total:,}, {left:.0f} s left "
