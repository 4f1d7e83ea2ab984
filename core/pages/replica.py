"""Readers' queries go to a replica of the database, where it knows all that was forgotten here.

A replica lags, and a page made from it would be kept as the newest. So each forgetting notes on the
board how far the primary's log had come after the commit, and the first query of a page asks the
replica how far it has replayed. If that is not as far, or nobody knows, the page is made from the
primary. Both questions go over the connection that answers the rest of the page.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.models import Model

from core.pages.board import Board

logger = logging.getLogger(__name__)
Made = TypeVar("Made")

REPLICA = "replica"
# PostgreSQL manual, 9.28: the insert position is never behind a commit that has been acknowledged.
WRITTEN = "SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint"
REPLAYED = "SELECT (pg_last_wal_replay_lsn() - '0/0')::bigint"
# Seconds in which a replica that failed is not asked again.
REST = 10.0


class _State(threading.local):
    """For which board this thread reads, and what the first query found out."""

    board: Board | None = None
    is_good: bool | None = None


_state = _State()
_rest_until = 0.0


class Router:
    """Sends what is read for a reader's page to the replica, and everything else to the primary."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        if _state.board is None:
            return DEFAULT_DB_ALIAS
        if _state.is_good is None:
            _state.is_good = _is_far_enough(_state.board)
        return REPLICA if _state.is_good else DEFAULT_DB_ALIAS

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        """What this request has written it reads again, so no more of it from the replica."""
        _state.is_good = False
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db != REPLICA


def is_named() -> bool:
    """Whether the settings name a replica."""
    return REPLICA in settings.DATABASES


def first(make: Callable[[], Made], board: Board, *, failed: Callable[[Made], bool]) -> Made:
    """What ``make`` makes from the replica; again from the primary where the replica failed.

    ``failed`` says of what was made that it is an error.
    """
    if not is_named() or time.monotonic() < _rest_until:
        return make()
    try:
        with _reading(board):
            made = make()
        if not (_state.is_good and failed(made)):
            return made
    except Error:
        if not _state.is_good:
            raise
    _rest()
    return make()


def written() -> int:
    """How far the primary's log has come; 0 where nobody wants to know or it cannot be asked."""
    if not is_named():
        return 0
    try:
        return _ask(DEFAULT_DB_ALIAS, WRITTEN)
    except Error:
        return 0


def lag() -> float | None:
    """Seconds since the last change that the replica knows of, 0 where it has all that it got.

    Raises django.db.Error where it does not answer; None where it is no replica.
    """
    with connections[REPLICA].cursor() as cursor:
        cursor.execute(
            "SELECT CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0"
            " ELSE extract(epoch FROM now() - pg_last_xact_replay_timestamp())::float END"
            " WHERE pg_is_in_recovery()"
        )
        row = cursor.fetchone()
    return row and row[0]


@contextmanager
def _reading(board: Board) -> Iterator[None]:
    _state.board, _state.is_good = board, None
    try:
        yield
    finally:
        _state.board = None


def _is_far_enough(board: Board) -> bool:
    needed = board.position or _learn(board)
    try:
        return 0 < needed <= _ask(REPLICA, REPLAYED)
    except Error:
        _rest()
        return False


def _learn(board: Board) -> int:
    """Nobody knows how far the log had come at the last forgetting: so far as it is now."""
    generation = board.generation
    position = written()
    if position:
        board.learn(position, generation)
    return position


def _ask(alias: str, question: str) -> int:
    with connections[alias].cursor() as cursor:
        cursor.execute(question)
        return int((cursor.fetchone() or [0])[0] or 0)


def _rest() -> None:
    global _rest_until  # noqa: PLW0603 - of the whole process
    _rest_until = time.monotonic() + REST
    logger.warning("The replica does not answer as it should; the primary is read meanwhile.")
