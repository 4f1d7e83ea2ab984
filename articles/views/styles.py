"""The reference style a reader asks for in the address; anything unknown is the site's own."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from literature.formatting import STYLES


@dataclass(frozen=True)
class StyleLink:
    """A style to choose: ``query`` is its part of the address, empty for the site's own."""

    name: str
    query: str
    is_current: bool


def chosen_style(request: HttpRequest) -> str:
    """The style named in the address, if there is such a style, else the site's."""
    asked = request.GET.get("style", "")
    return asked if asked in STYLES else settings.REFERENCE_STYLE


def style_links(current: str) -> list[StyleLink]:
    """All styles, the site's own first."""
    current = current or settings.REFERENCE_STYLE
    keys = sorted(STYLES, key=lambda key: key != settings.REFERENCE_STYLE)
    return [StyleLink(STYLES[key].name, f"?style={key}", key == current) for key in keys]
