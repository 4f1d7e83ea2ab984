"""Templates that are rendered once for each shape: afterwards only their words change.

A page repeats the same pieces over and over: a comment, a card, a reference. Rendering a template
costs many times as much as putting words into what it came to before. HTML stays in templates.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from functools import lru_cache
from typing import Any

from django.template import Context, Template
from django.template.base import Node, VariableNode
from django.template.engine import Engine
from django.template.loader_tags import IncludeNode
from django.utils.translation import get_language

from core.html import escaped, trusted

# How many shapes are kept, over all templates and languages.
KEPT = 4_096
_WORD = ...
_MARK = re.compile("\ue000([0-9]+)\ue001")
# Filters that leave each word as it is.
_UNCHANGING = {"join"}


def cast(name: str, words: dict[str, Any], *, language: str | None = None) -> str:
    """The template with these words, escaped as ever; what is trusted HTML already stays it.

    ``words`` is made of texts, truth values, None, and of dictionaries and lists of those. The
    template sees nothing else: no request and no context processor. It may show a text and ask
    whether there is one; it may not compare or filter it. ``language`` is the active one, for
    whoever sets many pieces and asked for it once.
    """
    found: list[str] = []
    shape = _shape_of(words, found)
    template = Engine.get_default().get_template(name)
    literals, places = _mould(template, language or get_language(), shape)
    parts = [literals[0]]
    for literal, place in zip(literals[1:], places, strict=True):
        parts += (escaped(found[place]), literal)
    return trusted("".join(parts))


def _shape_of(value: Any, found: list[str]) -> Hashable:
    if isinstance(value, str):
        if not value:
            return ""
        found.append(value)
        return _WORD
    if isinstance(value, dict):
        shape: list[tuple[str, Hashable]] = []
        for name, one in value.items():  # the most frequent kinds without a call of their own
            if one is None or one is True or one is False:
                shape.append((name, one))
            elif isinstance(one, str) and one:
                found.append(one)
                shape.append((name, _WORD))
            else:
                shape.append((name, _shape_of(one, found)))
        return _Named(shape)
    if value is None or value is True or value is False:
        return value
    if isinstance(value, list | tuple):
        return tuple([_shape_of(one, found) for one in value])
    message = f"{value!r} is neither a text nor a truth value."
    raise TypeError(message)


class _Named(tuple[tuple[str, Hashable], ...]):
    """The shape of a mapping; a plain tuple is that of a sequence."""

    __slots__ = ()


@lru_cache(maxsize=KEPT)
def _mould(
    template: Template, _language: str | None, shape: Hashable
) -> tuple[list[str], list[int]]:
    """What stands between the words, and which word stands in each place."""
    if not _UNCHANGING.issuperset(_filters_in(template)):
        message = f"{template.name} changes a word that it is given; it may only show it."
        raise TypeError(message)
    marks = (f"\ue000{number}\ue001" for number in range(100_000))
    parts = _MARK.split(template.render(Context(_filled(shape, marks))))
    return parts[::2], [int(number) for number in parts[1::2]]


def _filters_in(template: Template) -> set[str]:
    """The names of the filters through which a template and what it includes show words."""
    shown = [node.filter_expression for node in _nodes(template, VariableNode)]
    found = {filter.__name__ for one in shown for filter, _arguments in one.filters}
    for node in _nodes(template, IncludeNode):
        found |= _filters_in(Engine.get_default().get_template(node.template.resolve(Context())))
    return found


def _nodes(template: Template, kind: type[Node]) -> list[Any]:
    return template.nodelist.get_nodes_by_type(kind)


def _filled(shape: Any, marks: Iterator[str]) -> Any:
    """Data of this shape with marks in the places of words."""
    if shape is _WORD:
        return next(marks)
    if isinstance(shape, _Named):
        return {name: _filled(one, marks) for name, one in shape}
    if isinstance(shape, tuple):
        return [_filled(one, marks) for one in shape]
    return shape
