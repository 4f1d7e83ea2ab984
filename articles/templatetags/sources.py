"""Puts what a story reports on into lists of stories."""

from __future__ import annotations

from django import template

from articles.plates import Miniature
from core.moulds import cast

register = template.Library()


@register.simple_tag
def miniature(mini: Miniature) -> str:
    """A source in one line: ``{% miniature card.mini %}``."""
    return cast(
        "components/_miniature.html",
        {
            "state": mini.state,
            "journal": mini.journal,
            "number": mini.number,
            "state_words": mini.state_words,
            "words": [str(word) for word in mini.words],
        },
    )
