"""A date and time as somebody types it: the hour that does not exist is refused, and the hour that
happens twice asks which of the two is meant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy

from core import wall_time
from core.errors import Refused

FOLD = "{}-which"


class Typed(str):
    """What was typed, with the zone it is meant in and which of two equal times was chosen."""

    zone: str
    fold: int | None

    __slots__ = ("fold", "zone")

    def __new__(cls, text: str, *, zone: str, fold: int | None = None) -> Typed:
        made = super().__new__(cls, text)
        made.zone = zone
        made.fold = fold
        return made


def here() -> str:
    return timezone.get_current_timezone_name()


class MomentInput(forms.DateTimeInput):
    """The browser's own field; two radios follow it once the hour turns out to happen twice.

    ``zone_field`` names another field of the form in which the zone stands.
    """

    def __init__(self, *, zone_field: str = "") -> None:
        super().__init__({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        self.zone_field = zone_field

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed | None:
        text = data.get(name)
        if text is None:
            return None
        zone = str(data.get(self.zone_field, "")) if self.zone_field else here()
        which = {"0": wall_time.FIRST, "1": wall_time.SECOND}.get(str(data.get(FOLD.format(name))))
        return Typed(str(text), zone=zone, fold=which)

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> Any:
        plain = super().render(name, value, attrs, renderer)
        twice = _twice(value) if isinstance(value, Typed) else None
        if twice is None:
            return plain
        context = {
            "plain": plain,
            "name": FOLD.format(name),
            "id": (attrs or {}).get("id", name),
            "names": twice.names,
            "chosen": value.fold,
        }
        return render_to_string("admin/articles/edition/_which_time.html", context)


class MomentField(forms.DateTimeField):
    """An instant from a wall time in the newsroom's zone, or in the zone of another field."""

    widget = MomentInput
    default_error_messages = {
        "invalid": gettext_lazy("This is not a date and time, such as 2026-02-12 18:00."),
    }

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value
        typed = value if isinstance(value, Typed) else Typed(str(value), zone=here())
        wall = _wall(typed)
        if wall is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            moment = wall_time.resolve(wall, typed.zone, fold=typed.fold)
        except Refused as refused:
            raise forms.ValidationError(refused.message, code="no_moment") from refused
        return moment.astimezone(ZoneInfo(typed.zone))


def _wall(text: str) -> datetime | None:
    """The naive time a text names; an offset with it is not asked for."""
    try:
        found = parse_datetime(text.strip())
    except ValueError:
        return None
    return found.replace(tzinfo=None) if found else None


def _twice(typed: Typed) -> wall_time.TimeTwice | None:
    wall = _wall(typed)
    try:
        if wall is not None:
            wall_time.resolve(wall, typed.zone)
    except wall_time.TimeTwice as twice:
        return twice
    except Refused:
        return None
    return None
