"""What a page shows, in words: views name them, whoever changes them forgets them after commit.

A page whose view names none carries ``any``, which every change forgets: safe, only less lasting.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.http import HttpRequest

from core.pages import current, replica, untold
from core.pages.board import EVERYTHING, slot

ANY, ADDRESS = "any", "at:"
Listener = Callable[[frozenset[str], int], bool]
_KEY = "newsroom.page"
_waiting = threading.local()
_listeners: list[Listener] = []


@dataclass
class Shown:
    """What one page shows, and the end its view knows of. ``is_refused``: it is not to be kept."""

    tags: set[str] = field(default_factory=set)
    ends: datetime | None = None
    is_refused: bool = False

    @property
    def slots(self) -> tuple[int, ...]:
        names = {*(self.tags or {ANY}), EVERYTHING}
        return tuple(sorted({slot(name) for name in names}))


def show(request: HttpRequest, *tags: str, until: datetime | None = None) -> None:
    """Note that the page being made shows these, and ends at ``until`` at the latest."""
    shown = shown_by(request.META)
    shown.tags.update(tags)
    if until is not None:
        shown.ends = min(until, shown.ends or until)


def shown_by(environ: dict) -> Shown:
    """What the page that answers this request shows."""
    return environ.setdefault(_KEY, Shown())


def forget(*tags: str) -> None:
    """After the commit: no page that carries one of these, or names no tags, is served again.

    Harmless when repeated. Until then the disk remembers that a commit is under way, so that the
    death of this process in between leaves no stale page.
    """
    known = _tags()
    store = current.store()
    if not known and store is not None:
        _waiting.mark = store.board.begin()
    known.update(tags, [ANY])
    if _listeners and not _is_pending():
        _waiting.rows += untold.note()
    transaction.on_commit(_flush)


def address(path: str) -> str:
    """The tag of whatever stands at a path of the site, with all its parameters."""
    return f"{ADDRESS}{path}"


def forget_everything() -> None:
    """For whatever no tag stands for: a new name of the site, a repair by hand."""
    forget(EVERYTHING)


def last_cleared() -> int:
    """When everything was last forgotten, as a number that only grows; 0 where nothing is kept."""
    store = current.store()
    return store.board.words[slot(EVERYTHING)] if store else 0


def listen(listener: Listener) -> None:
    """Call this after each forgetting; other machines are told this way.

    It gets the tags, and how far the database's log had come after the commit (0: not known), and
    says whether they have been told for sure.
    """
    if listener not in _listeners:
        _listeners.append(listener)


def is_listened_to() -> bool:
    """Whether other machines want to know."""
    return bool(_listeners)


def forget_here(tags: Iterable[str], *, position: int = 0) -> None:
    """At once and on this machine alone; ``position`` as the board has it."""
    store = current.store()
    if store is not None:
        store.forget([slot(tag) for tag in tags], position=position)


def settle(**_facts: object) -> None:
    """At the end of a request: forget what a rolled back transaction left waiting."""
    if _tags() and not transaction.get_connection().in_atomic_block:
        _flush()


def _tags() -> set[str]:
    if not hasattr(_waiting, "tags"):
        _waiting.tags = set()
        _waiting.mark = None
        _waiting.rows = []
    return _waiting.tags


def _is_pending() -> bool:
    """Whether this transaction, as far as it was not rolled back, forgets something already."""
    waiting = transaction.get_connection().run_on_commit
    return any(function is _flush for _savepoints, function, _robust in waiting)


def _flush() -> None:
    known = _tags()
    if not known:
        return
    tags, mark, rows = frozenset(known), _waiting.mark, _waiting.rows
    known.clear()
    _waiting.mark, _waiting.rows = None, []
    position = replica.written()
    forget_here(tags, position=position)
    if all([listener(tags, position) for listener in _listeners]):
        untold.strike(rows)
    _end(mark)


def _end(mark: Path | None) -> None:
    store = current.store()
    if mark is not None and store is not None:
        store.board.end(mark)
