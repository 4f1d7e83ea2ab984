"""What somebody posted with the story form, read as a snapshot and written back as a post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict

from articles import conflicts
from articles.conflicts import BODY, MORE_TEXT, TEXT_FIELDS, Snapshot
from articles.evidence import NAMES, Card
from articles.evidence_form import PREFIX, EvidenceForm
from articles.form_fields import TagsField

CITED = ("key", "work", "issue", "relation", "pages_raw", "locator", "note")
TYPED = ("lookup", "title", "authors", "journal", "year", "volume", "issue_label", "pages", "doi")
MOST_ROWS = 500
DIGITS = 19
Row = dict[str, str]


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < DIGITS else None


def number_of(posted: QueryDict, name: str) -> int:
    """A whole number of a post, nought for anything else."""
    return min(_number(posted.get(name, "")) or 0, MOST_ROWS)


def rows(posted: QueryDict, prefix: str) -> list[Row]:
    """The rows of an inline that hold something, in order, without those marked for deletion."""
    total = number_of(posted, f"{prefix}-TOTAL_FORMS")
    found = []
    for index in range(total):
        start = f"{prefix}-{index}-"
        names = [name for name in posted if name.startswith(start)]
        row = {name[len(start) :]: str(posted[name]) for name in names}
        if not row.get("DELETE"):
            found.append(row)
    return found


def bylines(posted: QueryDict) -> list[Row]:
    filled = [row for row in rows(posted, "bylines") if row.get("person")]
    return sorted(filled, key=lambda row: _number(row.get("position", "")) or 100)


def citations(posted: QueryDict) -> list[Row]:
    filled = ("work", "issue", *TYPED)
    return [row for row in rows(posted, "citations") if any(row.get(name) for name in filled)]


def snapshot(posted: QueryDict) -> Snapshot:
    """The posted form as a snapshot, comparable with the one of an edition."""
    taken: Snapshot = {
        name: _lines(posted.get(name, "")).strip() for name in (*TEXT_FIELDS, *MORE_TEXT)
    }
    taken["headline"] = " ".join(taken["headline"].split())
    taken[BODY] = _lines(posted.get(BODY, "")).strip()
    taken["evidence"] = EvidenceForm(posted, Card()).card.dump()
    taken["kind"] = posted.get("kind", "")
    taken["section"] = _number(posted.get("section", ""))
    taken["lead_image"] = _number(posted.get("lead_image", ""))
    taken["planned_for"] = posted.get("planned_for", "")
    taken["is_major_change"] = bool(posted.get("is_major_change"))
    names = TagsField(required=False).to_python(posted.get("tags", ""))
    taken["tags"] = sorted(name for name in names.split(", ") if name)
    taken["bylines"] = [[_number(row["person"]), row.get("role", "")] for row in bylines(posted)]
    taken["citations"] = [_cited(row) for row in citations(posted)]
    return taken


def _cited(row: Row) -> list[Any]:
    typed = " ".join(row[name] for name in TYPED if row.get(name))
    values: list[Any] = [row.get(name, "") for name in CITED]
    values[1], values[2] = _number(row.get("work", "")), _number(row.get("issue", ""))
    return [*values, typed] if typed else values


def row_of_citation(values: Iterable[Any]) -> Row:
    """A citation of a snapshot as a row to post, already whole."""
    row = {name: str(value or "") for name, value in zip(CITED, values, strict=False)}
    return row | {"whole": "1"}


def row_of_byline(values: list[Any]) -> Row:
    return {"person": str(values[0] or ""), "role": str(values[1])}


def put(posted: QueryDict, name: str, value: Any) -> None:
    """Write one field of a snapshot into a post."""
    if name == "tags":
        posted[name] = ", ".join(value)
    elif name == "evidence":
        _put_card(posted, Card.load(value or ""))
    elif name == "is_major_change":
        posted.pop(name, None)
        if value:
            posted[name] = "on"
    else:
        posted[name] = "" if value is None else str(value)


def _put_card(posted: QueryDict, card: Card) -> None:
    for name in NAMES:
        kept = getattr(card, name)
        posted[f"{PREFIX}-{name}"] = "" if kept is None else str(kept)


def put_rows(posted: QueryDict, prefix: str, given: list[Row]) -> None:
    """Write the rows of an inline into a post, all of them as new ones."""
    for name in [name for name in posted if name.startswith(f"{prefix}-")]:
        del posted[name]
    posted[f"{prefix}-TOTAL_FORMS"] = str(len(given))
    posted[f"{prefix}-INITIAL_FORMS"] = "0"
    for index, row in enumerate(given):
        for name, value in row.items():
            if name not in {"id", "edition"}:
                posted[f"{prefix}-{index}-{name}"] = value


def original(posted: Mapping[str, str]) -> Snapshot:
    """What the form was filled with when it was opened."""
    return conflicts.load(posted.get("original", ""))
