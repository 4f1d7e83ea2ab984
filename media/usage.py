"""Where a picture is used: by the relations other rooms have to it, and inside their texts.

A model that keeps pictures inside HTML names those fields in ``picture_text_fields``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from core.models import User
from media.models import Image, Rendition

LIMIT: Final = 50
_IN_TEXT: Final = re.compile(r'\bdata-(?:image|file)="([1-9][0-9]{0,17})"')


# How rooms above say who may know of their rows: each is asked with a person and a row.
_guards: list[Callable[[User, Model], bool]] = []


def ask_before_naming(may_know: Callable[[User, Model], bool]) -> None:
    """Let a room above keep its rows from people. Called once, when the app is ready."""
    _guards.append(may_know)


@dataclass(frozen=True)
class Use:
    """One row that shows the picture."""

    kind: str
    label: str
    url: str


def used_in(image: Image, *, by: User | None, limit: int = LIMIT) -> list[Use]:
    """The rows that show this picture, each once; it searches the texts of every story.

    What ``by`` may not know of is counted and not named; None is nobody in particular.
    """
    rows = islice(dict.fromkeys(_rows(image)), limit)
    return [_use(row) if _may_know(by, row) else _unnamed(row) for row in rows]


def _may_know(by: User | None, row: Model) -> bool:
    return by is None or all(may_know(by, row) for may_know in _guards)


def _unnamed(row: Model) -> Use:
    kind = str(row._meta.verbose_name)
    return Use(kind, _("a %(kind)s you cannot see") % {"kind": kind}, "")


def images_in(html: str) -> set[int]:
    """The numbers of the pictures a text of a story shows."""
    return {int(number) for number in _IN_TEXT.findall(html)}


def _rows(image: Image) -> Iterator[Model]:
    for queryset in (*_related(image), *_in_texts(image)):
        yield from queryset[: LIMIT + 1]


def _related(image: Image) -> Iterator[QuerySet]:
    for relation in Image._meta.related_objects:
        if relation.related_model is not Rendition:
            yield relation.related_model._base_manager.filter(**{relation.field.name: image})


def _in_texts(image: Image) -> Iterator[QuerySet]:
    for model in apps.get_models():
        for name in getattr(model, "picture_text_fields", ()):
            shows = Q(**{f"{name}__contains": f'data-image="{image.pk}"'})
            shows |= Q(**{f"{name}__contains": f'data-file="{image.pk}"'})
            yield model._base_manager.filter(shows)


def _use(row: Model) -> Use:
    try:
        address = reverse(
            f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk]
        )
    except NoReverseMatch:
        address = ""
    return Use(str(row._meta.verbose_name), str(row), address)
