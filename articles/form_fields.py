"""Fields that the stock ones lack: lines, tags, keys, and moments that explain themselves."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class LinesField(forms.CharField):
    """Text in which a line break is one character, whatever the browser sent."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial or "") != self.to_python(data or "")


class MomentField(forms.DateTimeField):
    """A date and time of the newsroom's zone; an hour that is not there, or twice, is explained."""

    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_error_messages = {
        "invalid": gettext_lazy("This is not a date and time, such as 2026-02-12 18:00."),
    }

    def to_python(self, value: Any) -> datetime | None:
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            raise forms.ValidationError(self._why(str(value))) from error

    def _why(self, typed: str) -> str:
        local = datetime.fromisoformat(typed)  # noqa: DTZ007 - the zone is what is in question
        zone = timezone.get_current_timezone()
        before = zone.utcoffset(local.replace(fold=0)) or timedelta()
        after = zone.utcoffset(local.replace(fold=1)) or timedelta()
        facts = {"moment": date_format(local, "H:i, j F Y"), "zone": str(zone)}
        if before < after:
            return _("%(moment)s does not exist in %(zone)s: the clocks jump over it.") % facts
        return _("%(moment)s happens twice in %(zone)s. Choose a time outside that hour.") % facts


class KeyField(forms.CharField):
    """The hidden name of a citation. Having one does not make an empty row a filled one."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class TagsField(LinesField):
    """Names of tags, separated by commas."""

    def to_python(self, value: Any) -> str:
        names = [" ".join(name.split()) for name in super().to_python(value).split(",")]
        return ", ".join(dict.fromkeys(name for name in names if name))


def area(rows: int, **attrs: str) -> forms.Textarea:
    """A field of several lines that grows with its text."""
    return forms.Textarea(attrs={"rows": rows, "data-grow": "", **attrs})
