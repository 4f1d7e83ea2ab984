"""Pages of a list without counting the whole table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import models
from django.db.models import QuerySet
from django.http import Http404

Row = TypeVar("Row", bound=models.Model)
LAST_PAGE = 10_000


class NoSuchPage(Http404):
    """The list has no page of this number; ``asked`` is what stood in the address."""

    def __init__(self, asked: str) -> None:
        super().__init__(asked)
        self.asked = asked


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of rows; ``has_next`` is known by having asked for one row more."""

    rows: list[Row]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def previous_number(self) -> int:
        return self.number - 1

    @property
    def next_number(self) -> int:
        return self.number + 1


def page_number(raw: str | None) -> int:
    """The page asked for, from 1. Raises ``NoSuchPage`` for anything that is no such number."""
    if raw is None or raw == "":
        return 1
    if not (raw.isascii() and raw.isdigit() and len(raw) <= len(str(LAST_PAGE))):
        raise NoSuchPage(raw)
    number = int(raw)
    if not 1 <= number <= LAST_PAGE:
        raise NoSuchPage(raw)
    return number


def page_of(rows: QuerySet[Row], *, number: int, size: int) -> Page[Row]:
    """Page ``number`` of ``rows`` with ``size`` rows each, in one query.

    The rows before the page are passed over by their keys alone, so that neither their long
    columns nor what is joined to them is read. Raises ``NoSuchPage`` for an empty page other than
    the first.
    """
    start = (number - 1) * size
    keys = rows.values("pk")[start : start + size + 1]
    found = list(rows.filter(pk__in=keys))
    if not found and number > 1:
        raise NoSuchPage(str(number))
    return Page(rows=found[:size], number=number, has_next=len(found) > size)
