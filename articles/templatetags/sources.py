"""Puts what a story reports on into lists of stories."""

from __future__ import annotations

from django import template

from articles.call_numbers import CallNumber
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


@register.simple_tag
def call_number(call: CallNumber, *, shape: str = "", is_retracted: bool = False) -> str:
    """A call number as on a plate, or with ``shape="line"`` as in a list."""
    return cast(
        "components/_call.html",
        {
            "journal": call.journal,
            "volume": call.volume,
            "is_long": call.is_long,
            "parts": [str(part) for part in (call.in_list if shape else call.on_plate)],
            "shape": shape,
            "is_retracted": is_retracted,
        },
    )
