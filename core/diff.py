"""Knows how two texts differ, word by word, as data for a template to mark.

Words that stand once in both texts anchor the comparison; short stretches between them are
compared exactly. Time grows with n log n, whatever the texts are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

Kind = Literal["same", "removed", "added"]
Pairs = Iterator[tuple[int, int]]

# The product of the lengths up to which a stretch is compared exactly.
_EXACT: Final = 10_000
_ROUNDS: Final = 6
_TOKEN: Final = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Span:
    """A run of text with one fate."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class _Stretch:
    """Corresponding parts of both token lists, as half-open ranges."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def marked(old: str, new: str) -> tuple[list[Span], list[Span]]:
    """Both texts as spans: "same" or "removed" in the old one, "same" or "added" in the new one.

    The spans of each side joined give that text back, letter for letter.
    """
    old_tokens, new_tokens = _TOKEN.findall(old), _TOKEN.findall(new)
    whole = _Stretch(0, len(old_tokens), 0, len(new_tokens))
    pairs = list(_matches(old_tokens, new_tokens, whole, _ROUNDS))
    kept_old, kept_new = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    return _spans(old_tokens, kept_old, "removed"), _spans(new_tokens, kept_new, "added")


def _spans(tokens: list[str], kept: set[int], otherwise: Kind) -> list[Span]:
    def is_kept(item: tuple[int, str]) -> bool:
        at, token = item
        # A space between two changed words is part of the change, or the page would flicker.
        alone = len(tokens) > 1 and not {at - 1, at + 1} & kept
        return at in kept and not (alone and token.isspace())

    numbered = groupby(enumerate(tokens), key=is_kept)
    return [
        Span("same" if same else otherwise, "".join(token for _, token in run))
        for same, run in numbered
    ]


def _matches(old: list[str], new: list[str], stretch: _Stretch, rounds: int) -> Pairs:
    """Pairs of positions that hold the same word, rising on both sides."""
    head, middle, tail = _trimmed(old, new, stretch)
    yield from head
    if (middle.old_end - middle.old_start) * (middle.new_end - middle.new_start) <= _EXACT:
        yield from _exact(old, new, middle)
    elif rounds:
        yield from _between_anchors(old, new, middle, rounds)
    yield from tail


def _trimmed(
    old: list[str], new: list[str], stretch: _Stretch
) -> tuple[list[tuple[int, int]], _Stretch, list[tuple[int, int]]]:
    """The common beginning, what is between, and the common end."""
    a, b, c, d = stretch.old_start, stretch.old_end, stretch.new_start, stretch.new_end
    head = []
    while a < b and c < d and old[a] == new[c]:
        head.append((a, c))
        a, c = a + 1, c + 1
    tail = []
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
        tail.append((b, d))
    return head, _Stretch(a, b, c, d), tail[::-1]


def _between_anchors(old: list[str], new: list[str], stretch: _Stretch, rounds: int) -> Pairs:
    anchors = _anchors(old, new, stretch)
    if not anchors:
        return
    a, c = stretch.old_start, stretch.new_start
    for old_at, new_at in anchors:
        yield from _matches(old, new, _Stretch(a, old_at, c, new_at), rounds - 1)
        yield old_at, new_at
        a, c = old_at + 1, new_at + 1
    yield from _matches(old, new, _Stretch(a, stretch.old_end, c, stretch.new_end), rounds - 1)


def _anchors(old: list[str], new: list[str], stretch: _Stretch) -> list[tuple[int, int]]:
    """The longest rising row of words that stand exactly once on each side."""
    old_once = _once(old, stretch.old_start, stretch.old_end)
    new_once = _once(new, stretch.new_start, stretch.new_end)
    shared = [(at, new_once[word]) for word, at in old_once.items() if word in new_once]
    return _longest_rise(shared)


def _once(tokens: list[str], start: int, end: int) -> dict[str, int]:
    counts = Counter(tokens[start:end])
    return {tokens[at]: at for at in range(start, end) if counts[tokens[at]] == 1}


def _longest_rise(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Patience sorting: ``pairs`` rise in the first number, the result also in the second."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, value) in enumerate(pairs):
        pile = bisect_left(tops, value)
        before.append(ends[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [value]
        ends[pile : pile + 1] = [index]
    row = []
    at = ends[-1] if ends else -1
    while at >= 0:
        row.append(pairs[at])
        at = before[at]
    return row[::-1]


def _exact(old: list[str], new: list[str], stretch: _Stretch) -> Pairs:
    """A longest common subsequence of a short stretch."""
    rows, columns = stretch.old_end - stretch.old_start, stretch.new_end - stretch.new_start
    lengths = [[0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            same = old[stretch.old_start + i] == new[stretch.new_start + j]
            below, right = lengths[i + 1][j], lengths[i][j + 1]
            lengths[i][j] = lengths[i + 1][j + 1] + 1 if same else max(below, right)
    i = j = 0
    while i < rows and j < columns:
        if old[stretch.old_start + i] == new[stretch.new_start + j]:
            yield stretch.old_start + i, stretch.new_start + j
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
