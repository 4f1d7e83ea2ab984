"""So that no machine's death leaves a stale page on another: a row goes with each change.

It is written in the transaction of the change, and taken away when everybody has been told. One
that stays belongs to a process that died in between, or could not say it: whoever finds it takes
it over and has everything forgotten everywhere.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache

from django.apps import apps
from django.db import Error, close_old_connections, connection, models, transaction

# Telling takes little more than a second at most (nodes.LEASE); a row that is older was left.
PATIENCE = 3.0
PAUSE = 1.0
MOST = 1_000


def note() -> list[int]:
    """Write the row; its number, or none while the database has no table for it yet."""
    if not _has_table():
        return []
    return [_rows().create().pk]


def strike(numbers: Iterable[int]) -> None:
    """Everybody has been told."""
    known = list(numbers)
    if known:
        with suppress(Error):
            _rows().filter(pk__in=known).delete()


class Watcher:
    """Looks for rows that were left. One for each web process, in a thread of its own."""

    def __init__(
        self, forget_everything: Callable[[], None], *, may_act: Callable[[], bool] | None = None
    ) -> None:
        """``may_act`` says whether others can be told now; without it they always can."""
        self._forget_everything = forget_everything
        self._may_act = may_act
        self._since: dict[int, float] = {}
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="untold", daemon=True)

    def start(self) -> Watcher:
        self._thread.start()
        return self

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join(timeout=2)

    def look(self, now: float) -> None:
        """``now`` on the clock ``time.monotonic()``. A row seen long enough is taken over."""
        numbers = _rows().order_by("pk").values_list("pk", flat=True)[:MOST]
        self._since = {number: self._since.get(number, now) for number in numbers}
        left = [number for number, since in self._since.items() if now - since >= PATIENCE]
        if left and (self._may_act is None or self._may_act()):
            self._take_over(left)

    def _take_over(self, left: list[int]) -> None:
        """Replace them by the row of a forgetting of our own; of several who try, one does."""
        with transaction.atomic():
            deleted, _by_model = _rows().filter(pk__in=left).delete()
            if deleted:
                self._forget_everything()

    def _watch(self) -> None:
        while not self._stopped.wait(PAUSE):
            with suppress(Error):
                self.look(time.monotonic())
            close_old_connections()


def _rows() -> models.Manager:
    return apps.get_model("core", "Untold").objects


@lru_cache(maxsize=1)
def _table_is_there() -> bool:
    if _rows().model._meta.db_table in connection.introspection.table_names():
        return True
    raise LookupError


def _has_table() -> bool:
    with suppress(LookupError):
        return _table_is_there()
    return False
