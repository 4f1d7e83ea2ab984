"""Controls that a browser does not have by itself. Without script each is a plain field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.widgets import Script
from django.urls import reverse
from django_prose_editor.widgets import importmap
from js_asset import Media

EDITOR_SCRIPT = "js/admin/story-editor.js"


class HeadlineInput(forms.Textarea):
    """One line that grows with its text."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "story-headline", "data-grow": "", **(attrs or {})})


class StoryEditor(forms.Textarea):
    """The text of a story: an editor over a textarea with the HTML."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"rows": 24, "class": "story-body", "data-story-editor": ""} | (attrs or {})
        )

    @property
    def media(self) -> Media:
        return Media(
            importmap=importmap,
            css={"all": ["django_prose_editor/editor.css"]},
            js=[Script(EDITOR_SCRIPT, type="module")],
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-picker"] = reverse("admin:media_image_pick")
        return context


class JournalInput(forms.TextInput):
    """A journal's name; journals of the library are offered as one types."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "autocomplete": "off",
            "data-offers": reverse("admin:articles_edition_journals"),
        }
        return context
