"""Where a work is used. Rooms above say so by a function; this room knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from core.models import User
from literature.models import Work


@dataclass(frozen=True)
class Use:
    """A story that cites a work. ``is_subject``: it reports on it, so a banner stands there.

    ``relation`` says in words how it cites it, ``url`` is its page on the desk, ``correct_url``
    where a correction is written, and ``is_handled`` whether one was since the notice came.
    """

    title: str
    url: str
    relation: str
    is_subject: bool
    is_public: bool
    correct_url: str = ""
    is_handled: bool = False


Finder = Callable[[Work, User, datetime, str], list[Use]]
_finders: list[Finder] = []


def ask_for_uses(finder: Finder) -> None:
    """Let a room say which of its things use a work, since a moment and with a sentence for it."""
    if finder not in _finders:
        _finders.append(finder)


def uses_of(work: Work, *, to: User, since: datetime, correction: str = "") -> list[Use]:
    """All uses of a work that a person may know of.

    ``correction`` is the text offered where one is to be written.
    """
    return [use for finder in _finders for use in finder(work, to, since, correction)]
