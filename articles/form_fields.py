"""Fields that the stock ones lack: lines, tags and keys."""

from __future__ import annotations

from typing import Any

from django import forms


class LinesField(forms.CharField):
    """Text in which a line break is one character, whatever the browser sent."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial or "") != self.to_python(data or "")


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
