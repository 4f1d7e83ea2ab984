"""Puts references into pages: runs of text become emphasis and links in one template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import template

from core.text import isolated
from literature.runs import Run

register = template.Library()


@register.inclusion_tag("literature/_reference.html")
def reference(runs: Iterable[Run]) -> dict[str, Any]:
    """Show a formatted reference: ``{% reference runs %}``."""
    return {"runs": [_apart(run) for run in runs]}


def _apart(run: Run) -> Run:
    text = isolated(run.text)
    return run if text == run.text else replace(run, text=text)
