"""Marks stand on the words that scored, in their line, and lose none of the text."""

import pytest

from comments.marking import Piece, marked


@pytest.mark.parametrize(
    ("text", "spans", "lines"),
    [
        ("Buy it now", [(0, 6)], [[[Piece("Buy it", is_marked=True), Piece(" now")]]]),
        (
            "a\nb\n\nc",
            [(0, 3), (5, 6)],
            [
                [[Piece("a", is_marked=True)], [Piece("b", is_marked=True)]],
                [[Piece("c", is_marked=True)]],
            ],
        ),
        ("ab", [(1, 99)], [[[Piece("a"), Piece("b", is_marked=True)]]]),
        ("", [(0, 0)], []),
        ("a\u202eb", [], [[[Piece("ab")]]]),
    ],
)
def test_marked_words(text, spans, lines):
    assert marked(text, spans) == lines
