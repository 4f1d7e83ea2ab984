"""Rows of another table as one column of a query: what belongs to a row comes with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Field, JSONField, Model, QuerySet, Subquery
from django.db.models.functions import JSONObject

Row = TypeVar("Row", bound=Model)


class RowsOf(Subquery):
    """The rows of a set, in its order, as a list of dictionaries with the columns that are named.

    ``RowsOf(Byline.objects.filter(edition=OuterRef("pk")), role="role", name="person__name")``
    """

    template = "(SELECT JSON_GROUP_ARRAY(JSON(one)) FROM (%(subquery)s) AS every)"
    output_field = JSONField()

    def __init__(self, rows: QuerySet[Any, Any], **columns: Any) -> None:
        super().__init__(rows.values(one=JSONObject(**columns)))

    def as_postgresql(self, compiler: Any, connection: Any, **options: Any) -> tuple[str, Any]:
        template = "(SELECT COALESCE(JSONB_AGG(one), '[]') FROM (%(subquery)s) AS every_one)"
        return self.as_sql(compiler, connection, template=template, **options)


def as_models(model: type[Row], rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Such rows as a model's; a column that was not named is asked for when it is needed."""
    return [as_model(model, row) for row in rows]


def as_model(model: type[Row], row: Mapping[str, Any]) -> Row:
    """One such row; its names are those of the model's columns, and perhaps others."""
    given = [field for field in model._meta.concrete_fields if field.attname in row]
    values = [_value(field, row[field.attname]) for field in given]
    return model.from_db(DEFAULT_DB_ALIAS, [field.attname for field in given], values)


def _value(field: Field[Any, Any], stored: Any) -> Any:
    value = field.to_python(stored)
    # SQLite keeps moments in UTC and does not say so.
    is_bare = isinstance(value, datetime) and value.tzinfo is None
    return value.replace(tzinfo=UTC) if is_bare else value
