"""No pattern can run on: every repetition in them has an upper bound."""

import re
from re import _constants as names
from re import _parser as parser

import pytest

from literature import bylines, citation_patterns

PATTERNS = {
    f"{module.__name__}.{name}": value
    for module in (bylines, citation_patterns)
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern)
}


def repetitions(node):
    """The upper bound of every repetition in a parsed pattern, at any depth."""
    if isinstance(node, parser.SubPattern | list | tuple):
        for part in node:
            yield from repetitions(part)
    if isinstance(node, tuple) and node and node[0] in {names.MAX_REPEAT, names.MIN_REPEAT}:
        yield node[1][1]


@pytest.mark.parametrize("name", PATTERNS)
def test_every_repetition_has_an_upper_bound(name):
    pattern = PATTERNS[name]

    assert names.MAXREPEAT not in list(repetitions(parser.parse(pattern.pattern, pattern.flags)))


def test_unbounded_repetition_is_noticed():
    assert names.MAXREPEAT in list(repetitions(parser.parse(r"(a(b+)?){1,2}")))
