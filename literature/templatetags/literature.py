"""Puts references into pages: runs of text become emphasis and links in one template."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from literature.runs import Run

register = template.Library()


@register.inclusion_tag("literature/_reference.html")
def reference(runs: Iterable[Run]) -> dict[str, Any]:
    """Show a formatted reference: ``{% reference runs %}``."""
    return {"runs": runs}
