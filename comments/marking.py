"""A comment's words as paragraphs of lines of pieces, those that scored set apart. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comments.text import shown

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line, marked or not."""

    text: str
    is_marked: bool = False


def marked(text: str, spans: Sequence[Span]) -> list[list[list[Piece]]]:
    """The paragraphs of ``text``; ``spans`` are in order and do not overlap."""
    paragraphs: list[list[list[Piece]]] = [[]]
    start = 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs[-1].append(_line(line, start, spans))
        elif paragraphs[-1]:
            paragraphs.append([])
        start += len(line) + 1
    return [lines for lines in paragraphs if lines]


def _line(line: str, start: int, spans: Sequence[Span]) -> list[Piece]:
    pieces, last = [], 0
    for first, end in spans:
        a, b = max(first - start, 0), min(end - start, len(line))
        if a >= b:
            continue
        pieces += [Piece(shown(line[last:a])), Piece(shown(line[a:b]), is_marked=True)]
        last = b
    pieces.append(Piece(shown(line[last:])))
    return [piece for piece in pieces if piece.text]
