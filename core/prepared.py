"""Queries that are put together once: afterwards only their values change.

Django takes many times as long to put a large query together as a database takes to answer it.
So the function that builds it is called once with stand-ins, and what came of it is kept.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import update_wrapper
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable

Value = str | int | float | datetime | Sequence[int] | Sequence[float]
# How many queries of one function are kept: one for each length of the sequences it is given.
KEPT = 128
_FIRST_NUMBER = 1_987_000_000
_FIRST_MOMENT = datetime(8_000, 1, 1, tzinfo=UTC)


class Prepared:
    """A function from values to a set of rows, as a function from values to a list of rows.

    Values are texts, numbers, aware moments and sequences of numbers, all given by name. Each has
    to reach the database as it is given: the function may not look at it. A query is put together
    for each length of the sequences.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._model: type[Model] | None = None
        self._here = threading.local()
        update_wrapper(self, build)

    def __call__(self, **values: Value) -> list[Any]:
        kept: OrderedDict[Hashable, _Query] = self._here.__dict__.setdefault("kept", OrderedDict())
        lengths = tuple((name, _length(value)) for name, value in values.items())
        shape = (self._model and router.db_for_read(self._model), lengths)
        query = kept.get(shape)
        if query is None or not query.is_current():
            query = _Query(self._build, values)
            self._model = query.model
            kept[query.db, lengths] = query
            if len(kept) > KEPT:
                kept.popitem(last=False)
        return query.rows([one for value in values.values() for one in _each(value)])


class _Query:
    """One query with the places of its values, for one thread and its connection."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], values: dict[str, Value]) -> None:
        count = iter(range(10_000))
        stand_ins = {name: _stand_in(value, count) for name, value in values.items()}
        rows = build(**stand_ins)
        self.db = rows.db
        self.query = self
        # What Django's own rows carry; the stubs leave it out.
        self._known_related_objects = vars(rows)["_known_related_objects"]
        self._is_models = issubclass(rows._iterable_class, ModelIterable)
        self.model = rows.model
        self._compiler: Any = rows.query.get_compiler(using=self.db)
        self._connection = connections[self.db]
        self._adapt = self._connection.ops.adapt_datetimefield_value
        try:
            self._sql, params = self._compiler.as_sql()
        except EmptyResultSet:
            self._sql, params = "", ()
        flat = [one for value in stand_ins.values() for one in _each(value)]
        self._params, self._slots = self._places(flat, list(params))
        fields = [column[0] for column in (self._compiler.select or [])]
        self._converters = self._compiler.get_converters(fields) if self._sql else {}
        self._compiler.get_converters = lambda _fields: self._converters

    def is_current(self) -> bool:
        """Whether its connection is still the one of this thread."""
        return connections[self.db] is self._connection

    def get_compiler(self, **_options: object) -> Any:
        return self._compiler

    def rows(self, values: list[Any]) -> list[Any]:
        if not self._sql:
            return []
        params = self._params.copy()
        for place, number in self._slots:
            value = values[number]
            params[place] = self._adapt(value) if isinstance(value, datetime) else value
        self._compiler.as_sql = lambda *_args, **_options: (self._sql, tuple(params))
        if self._is_models:
            return list(ModelIterable(self))  # type: ignore[arg-type]  # all that it asks for
        return list(self._compiler.results_iter(tuple_expected=True))

    def _places(
        self, stand_ins: list[Any], params: list[Any]
    ) -> tuple[list[Any], list[tuple[int, int]]]:
        written = [self._adapt(one) if isinstance(one, datetime) else one for one in stand_ins]
        numbers = {one: number for number, one in enumerate(written)}
        slots = [
            (place, numbers[param])
            for place, param in enumerate(params)
            if isinstance(param, Hashable) and param in numbers
        ]
        if self._sql and len({number for _place, number in slots}) < len(stand_ins):
            message = "A value of a prepared query does not reach the database as it is given."
            raise TypeError(message)
        return params, slots


def _length(value: Value) -> int:
    return -1 if isinstance(value, str | int | float | datetime) else len(value)


def _each(value: Value) -> Sequence[Any]:
    return [value] if isinstance(value, str | int | float | datetime) else value


def _stand_in(value: Value, count: Iterator[int]) -> Any:
    """A value of the same kind that stands nowhere else in the query."""
    if isinstance(value, bool):
        message = "A prepared query is given no truth values: they decide how it is put together."
        raise TypeError(message)
    if isinstance(value, str):
        return f"\N{NULL}stand-in {next(count)}"
    if isinstance(value, datetime):
        return _FIRST_MOMENT + timedelta(days=next(count))
    if isinstance(value, int):
        return _FIRST_NUMBER + next(count)
    if isinstance(value, float):
        return _FIRST_NUMBER + next(count) + 0.5
    return tuple(_number(value, count) for _one in value)


def _number(among: Sequence[Any], count: Iterator[int]) -> int | float:
    return _FIRST_NUMBER + next(count) + (0.5 if isinstance(among[0], float) else 0)
