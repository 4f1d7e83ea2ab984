"""What any template may need: cleaned HTML, times with their zone, JSON for machines."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format

from core import links
from core.html import trusted

register = template.Library()

# With these written as escapes no text can end a script element or begin a comment in it.
SCRIPT_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@register.filter
def cleaned(html: str) -> str:
    """HTML that ``core.html.clean`` made when it was written."""
    return trusted(html)


@register.filter
def absolute(address: str) -> str:
    """The whole address of a path on this site."""
    return links.absolute(address)


@register.filter
def zoned(moment: datetime | None) -> str:
    """A moment in the current time zone, with the zone: "12 Feb 2026, 17:00 EST"."""
    if moment is None:
        return ""
    return date_format(timezone.localtime(moment), "j M Y, H:i T")


@register.filter
def day(moment: datetime | None) -> str:
    """The day of a moment in the current time zone: "12 Feb 2026"."""
    if moment is None:
        return ""
    return date_format(timezone.localtime(moment), "j M Y")


@register.filter
def iso(moment: datetime | None) -> str:
    """A moment for machines, ISO 8601 with its offset, to the second."""
    if moment is None:
        return ""
    return timezone.localtime(moment).isoformat(timespec="seconds")


@register.simple_tag
def json_ld(data: dict[str, Any]) -> str:
    """Data as the text of a script element of type application/ld+json."""
    return trusted(json.dumps(data, ensure_ascii=False).translate(SCRIPT_ESCAPES))
