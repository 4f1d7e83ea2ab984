"""Knows how two editions differ, field by field, as data for a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from articles import conflicts
from articles.conflicts import BODY, LISTS, Snapshot
from articles.models import Edition
from articles.naming import Names
from core import diff
from core.diff import Span
from core.text import plain


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its marks, or how many paragraphs in a row are the same."""

    spans: list[Span] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    is_heading: bool = False


@dataclass(frozen=True)
class Row:
    """One field that differs."""

    name: str
    label: str
    spans: list[Span] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    entries: list[Span] = field(default_factory=list)


@dataclass(frozen=True)
class Comparison:
    """What differs, the labels of what does not, and how many words each text has."""

    rows: list[Row]
    same: list[str]
    words_before: int
    words_after: int

    @property
    def fields(self) -> int:
        return len(self.rows) + len(self.same)


def compare(before: Edition, after: Edition) -> Comparison:
    """Compare two editions with their rows; at most twelve queries."""
    return compare_snapshots(conflicts.snapshot(before), conflicts.snapshot(after))


def compare_snapshots(old: Snapshot, new: Snapshot) -> Comparison:
    """The same for two snapshots, as of typing that was never saved; at most five queries."""
    names = Names.of(old, new)
    differing = [name for name in conflicts.FIELDS if old[name] != new[name]]
    return Comparison(
        rows=[_row(name, old, new, names) for name in differing],
        same=[names.label(name) for name in conflicts.FIELDS if name not in differing],
        words_before=len(plain(old[BODY]).split()),
        words_after=len(plain(new[BODY]).split()),
    )


def _row(name: str, old: Snapshot, new: Snapshot, names: Names) -> Row:
    label = names.label(name)
    if name == BODY:
        return Row(name, label, paragraphs=_paragraphs(old[name], new[name]))
    if name in LISTS:
        return Row(name, label, entries=_entries(name, old[name], new[name], names))
    spans = both(names.words(name, old[name]), names.words(name, new[name]))
    return Row(name, label, spans=spans)


def both(old: str, new: str) -> list[Span]:
    """Two texts as one run: what was removed stands before what was added in its place."""
    left, right = (list(reversed(side)) for side in diff.marked(old, new))
    merged: list[Span] = []
    while left or right:
        if left and left[-1].kind == "removed":
            merged.append(left.pop())
        elif right and right[-1].kind == "added":
            merged.append(right.pop())
        else:
            merged.append(_shared(left, right))
    return merged


def _shared(left: list[Span], right: list[Span]) -> Span:
    """Take the stretch that both sides have in common from the end of both lists."""
    one, other = left.pop().text, right.pop().text
    length = min(len(one), len(other))
    for side, text in ((left, one), (right, other)):
        if len(text) > length:
            side.append(Span("same", text[length:]))
    return Span("same", one[:length])


def _entries(name: str, old: list[Any], new: list[Any], names: Names) -> list[Span]:
    left, right = _named(name, old, names), _named(name, new, names)
    removed = [Span("removed", text) for text in left if text not in right]
    kept = [Span("same" if text in left else "added", text) for text in right]
    return [*kept, *removed]


def _named(name: str, values: Iterable[Any], names: Names) -> list[str]:
    return [str(value) if name == "tags" else names.row(name, value) for value in values]


def _paragraphs(old: str, new: str) -> list[Paragraph]:
    left, right = conflicts.blocks(old), conflicts.blocks(new)
    found: list[Paragraph] = []
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found.append(Paragraph(same=[plain(text) for text in right[c:d]]))
        else:
            found += _changed(left[a:b], right[c:d])
    return found


def _changed(left: list[str], right: list[str]) -> list[Paragraph]:
    pairs = max(len(left), len(right))
    padded = (side + [""] * (pairs - len(side)) for side in (left, right))
    return [
        Paragraph(both(plain(old), plain(new)), is_heading=(new or old).startswith("<h"))
        for old, new in zip(*padded, strict=True)
    ]
