"""Puts references into pages: runs of text become emphasis and links in one template."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from core.moulds import cast
from core.text import isolated
from literature.runs import Run

register = template.Library()


@register.simple_tag
def reference(runs: Iterable[Run]) -> str:
    """Show a formatted reference: ``{% reference runs %}``."""
    return cast("literature/_reference.html", {"runs": [_words(run) for run in runs]})


def _words(run: Run) -> dict[str, str | bool]:
    return {
        "text": isolated(run.text),
        "italic": run.italic,
        "bold": run.bold,
        "sup": run.sup,
        "sub": run.sub,
        "small_caps": run.small_caps,
        "href": run.href,
    }
