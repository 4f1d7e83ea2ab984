"""Knows how two texts that began as one are brought together again, field by field.

A snapshot is an edition as plain data. Three of them meet: what the person opened, what that
person wrote, and what somebody else saved meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from lxml import html as lxml_html

from articles.models import Edition
from core.text import plain

Snapshot = dict[str, Any]

TEXT_FIELDS = ("headline", "standfirst", "slug", "lead_caption", "note_at_foot")
MORE_TEXT = ("search_title", "search_description", "change_note")
CHOICES = ("kind", "section", "lead_image", "evidence", "planned_for", "is_major_change")
LISTS = ("tags", "bylines", "citations")
BODY = "body_source"
# From this share of common letters on, a paragraph is the other one reworded.
ALIKE = 0.5
ROW_LENGTHS = {"bylines": 2, "citations": 7}
FIELDS = (*TEXT_FIELDS, BODY, *LISTS, *CHOICES, *MORE_TEXT)


@dataclass(frozen=True)
class Decision:
    """What became of one field: ``kind`` is same, mine, theirs or both (changed by both)."""

    name: str
    kind: str
    original: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Part:
    """A stretch of paragraphs: settled, or a clash with both texts."""

    text: str = ""
    mine: str = ""
    theirs: str = ""
    original: str = ""
    clash: bool = False

    @property
    def mine_text(self) -> str:
        return plain(self.mine)

    @property
    def theirs_text(self) -> str:
        return plain(self.theirs)

    @property
    def original_text(self) -> str:
        return plain(self.original)


def snapshot(edition: Edition) -> Snapshot:
    """An edition as plain data, rows and tags included; at most three queries."""
    texts = (*TEXT_FIELDS, *MORE_TEXT, BODY)
    taken: Snapshot = {name: getattr(edition, name).strip() for name in texts}
    taken["kind"] = edition.kind
    taken["evidence"] = edition.evidence
    taken["section"] = edition.section_id
    taken["lead_image"] = edition.lead_image_id
    taken["planned_for"] = str(edition.planned_for or "")
    taken["is_major_change"] = edition.is_major_change
    if edition.pk is None:
        return taken | {"tags": [], "bylines": [], "citations": []}
    taken["tags"] = sorted(tag.name for tag in edition.tags.all())
    taken["bylines"] = [[row.person_id, row.role] for row in edition.bylines.all()]
    taken["citations"] = [
        [row.key, row.work_id, row.issue_id, row.relation, row.pages_raw, row.locator, row.note]
        for row in edition.citations.all()
    ]
    return taken


def dump(taken: Mapping[str, Any]) -> str:
    """A snapshot as text for a hidden field."""
    return json.dumps(taken, separators=(",", ":"), ensure_ascii=False)


def load(text: str) -> Snapshot:
    """A snapshot from a hidden field; empty when it is none."""
    try:
        taken = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(taken, dict):
        return {}
    return {name: taken[name] for name in FIELDS if name in taken and _is_sound(name, taken[name])}


def _is_sound(name: str, value: Any) -> bool:
    """Whether a value from outside has the form that its field has in a snapshot."""
    if name not in LISTS:
        return value is None or isinstance(value, str | int)
    if not isinstance(value, list):
        return False
    if name == "tags":
        return all(isinstance(tag, str) for tag in value)
    length = ROW_LENGTHS[name]
    return all(isinstance(row, list) and len(row) == length and _are_plain(row) for row in value)


def _are_plain(row: list[Any]) -> bool:
    return all(value is None or isinstance(value, str | int) for value in row)


def decide(original: Snapshot, mine: Snapshot, theirs: Snapshot) -> list[Decision]:
    """What became of every field. Without an original, any difference needs a decision."""
    return [
        Decision(
            name,
            _kind(original.get(name, _UNKNOWN), mine.get(name), theirs.get(name)),
            original.get(name),
            mine.get(name),
            theirs.get(name),
        )
        for name in FIELDS
    ]


_UNKNOWN = object()


def _kind(original: Any, mine: Any, theirs: Any) -> str:
    if mine == theirs:
        return "same"
    if mine == original:
        return "theirs"
    return "mine" if theirs == original else "both"


def blocks(source: str) -> list[str]:
    """The paragraphs, headings and figures of a text, each as HTML."""
    if not source.strip():
        return []
    root = lxml_html.fragment_fromstring(source, create_parent="div")
    parts = [root.text.strip()] if root.text and root.text.strip() else []
    for child in root:
        parts.append(lxml_html.tostring(child, encoding="unicode").strip())
    return parts


def merge_body(original: str, mine: str, theirs: str) -> list[Part]:
    """Three texts paragraph by paragraph: what only one side changed is settled already."""
    base, left, right = blocks(original), blocks(mine), blocks(theirs)
    parts: list[Part] = []
    ends = (0, 0, 0)
    for at, a, b, length in _common(base, left, right):
        _add_change(parts, base[ends[0] : at], left[ends[1] : a], right[ends[2] : b])
        _add_settled(parts, base[at : at + length])
        ends = (at + length, a + length, b + length)
    return parts


def _add_change(parts: list[Part], base: list[str], left: list[str], right: list[str]) -> None:
    if right in (left, base):
        _add_settled(parts, left)
    elif left == base:
        _add_settled(parts, right)
    elif len(base) > 1 and _run_beside(base, left) and _run_beside(base, right):
        for one, mine, theirs in zip(base, left, right, strict=True):
            _add_change(parts, [one], [mine], [theirs])
    else:
        texts = ("\n".join(side) for side in (left, right, base))
        mine, theirs, original = texts
        parts.append(Part(mine=mine, theirs=theirs, original=original, clash=True))


def _run_beside(base: list[str], other: list[str]) -> bool:
    """Whether each paragraph of one text is the reworded one of the other at the same place."""
    return len(base) == len(other) and all(
        SequenceMatcher(None, old, new).ratio() > ALIKE
        for old, new in zip(base, other, strict=True)
    )


def _add_settled(parts: list[Part], texts: list[str]) -> None:
    if texts:
        parts.append(Part(text="\n".join(texts)))


def merge_rows(
    original: list[Any] | None, mine: list[Any], theirs: list[Any]
) -> tuple[list[Any], bool]:
    """Three lists entry by entry: what one side alone added, changed or removed is settled.

    Returns the list, with one's own entry where both changed the same one, and whether that was.
    """
    base, left, right = (
        {_entry(row): row for row in some or []} for some in (original, mine, theirs)
    )
    merged, clash = [], False
    for key in [*left, *(key for key in right if key not in left)]:
        before, one, other = base.get(key), left.get(key), right.get(key)
        if one not in (before, other) and other != before:
            clash = True
        taken = other if one == before else one
        if taken is not None:
            merged.append(taken)
    return merged, clash


def _entry(row: Any) -> Any:
    """What makes an entry the same one: the key of a citation, the person of a byline, a tag."""
    return row[0] if isinstance(row, list) else row


def _common(base: list[str], left: list[str], right: list[str]) -> list[tuple[int, int, int, int]]:
    """Stretches that all three share, as (in base, in left, in right, length), then the ends."""
    in_left = _places(base, left)
    in_right = _places(base, right)
    found: list[tuple[int, int, int, int]] = []
    for at in range(len(base)):
        if at in in_left and at in in_right:
            found.append((at, in_left[at], in_right[at], 1))
    return [*found, (len(base), len(left), len(right), 0)]


def _places(base: list[str], other: list[str]) -> dict[int, int]:
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    return {
        match.a + step: match.b + step
        for match in matcher.get_matching_blocks()
        for step in range(match.size)
    }
