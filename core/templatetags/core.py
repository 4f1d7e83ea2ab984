"""What any template may need: cleaned HTML, times with their zone, JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.text import Truncator

from core import links, moulds
from core.html import trusted
from core.wall_time import day, iso, zoned

register = template.Library()

# With these written as escapes no text can end a script element or begin a comment in it.
SCRIPT_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}

# Characters of a page's own name; it stands in full as its heading.
_HERE = 27


@register.filter
def cleaned(html: str) -> str:
    """HTML that ``core.html.clean`` made when it was written."""
    return trusted(html)


@register.filter
def absolute(address: str) -> str:
    """The whole address of a path on this site."""
    return links.absolute(address)


register.filter("zoned", zoned)
register.filter("day", day)
register.filter("iso", iso)


@register.simple_tag
def cast(name: str, **words: Any) -> str:
    """A piece of which only the words change (``core.moulds``), in the place of an include."""
    return moulds.cast(name, words)


@register.simple_tag
def breadcrumb(crumbs: Sequence[tuple[str, str]]) -> str:
    """The way to a page: pairs of label and address, of which the last one is the page itself."""
    above = [(str(label), address) for label, address in crumbs[:-1]]
    here = Truncator(crumbs[-1][0]).chars(_HERE) if crumbs else ""
    return moulds.cast("components/_breadcrumb.html", {"above": above, "here": here})


@register.simple_tag
def json_ld(data: dict[str, Any]) -> str:
    """Data as the text of a script element of type application/ld+json."""
    return trusted(json.dumps(data, ensure_ascii=False).translate(SCRIPT_ESCAPES))
