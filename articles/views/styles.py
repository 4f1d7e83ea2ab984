"""The reference style a reader asks for in the address; anything unknown is the site's own."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from literature.formatting import STYLES


def chosen_style(request: HttpRequest) -> str:
    """The style named in the address, if there is such a style, else the site's."""
    asked = request.GET.get("style", "")
    return asked if asked in STYLES else settings.REFERENCE_STYLE


def style_links(current: str) -> list[dict[str, str | bool]]:
    """All styles, the site's own first; ``query`` is the part of the address that asks for one."""
    current = current or settings.REFERENCE_STYLE
    keys = sorted(STYLES, key=lambda key: key != settings.REFERENCE_STYLE)
    return [
        {"name": STYLES[key].name, "query": f"?style={key}", "is_current": key == current}
        for key in keys
    ]
