"""Names for people in the place of the numbers that a snapshot holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.conflicts import BODY, Snapshot
from articles.evidence import Card
from articles.models import Byline, Citation, Edition, Person
from core.text import plain
from literature.models import Issue, Work
from media.models import Image
from taxonomy.models import Section

# The largest number a row can have.
MOST = 2**63
LABELS = {
    "headline": gettext_lazy("Headline"),
    "standfirst": gettext_lazy("Standfirst"),
    "slug": gettext_lazy("Address word"),
    "lead_caption": gettext_lazy("Caption"),
    "note_at_foot": gettext_lazy("Note at the foot"),
    "search_title": gettext_lazy("Title for search engines"),
    "search_description": gettext_lazy("Description"),
    "change_note": gettext_lazy("What changed"),
    "kind": gettext_lazy("Kind"),
    "section": gettext_lazy("Section"),
    "lead_image": gettext_lazy("Lead picture"),
    "evidence": gettext_lazy("Evidence card"),
    "planned_for": gettext_lazy("Planned for"),
    "is_major_change": gettext_lazy("Shown as updated"),
    "tags": gettext_lazy("Tags"),
    "bylines": gettext_lazy("Bylines"),
    "citations": gettext_lazy("Citations"),
    BODY: gettext_lazy("Body"),
}


@dataclass(frozen=True)
class Names:
    """The names behind the numbers of some snapshots, read in at most five queries."""

    sections: dict[int, Section]
    images: dict[int, Image]
    people: dict[int, Person]
    works: dict[int, Work]
    issues: dict[int, Issue]

    @classmethod
    def of(cls, *taken: Snapshot) -> Names:
        cited = [row for one in taken for row in _rows(one, "citations") if len(row) > 2]
        return cls(
            sections=_found(Section, (one.get("section") for one in taken)),
            images=_found(Image, (one.get("lead_image") for one in taken)),
            people=_found(
                Person, (row[0] for one in taken for row in _rows(one, "bylines") if row)
            ),
            works=_found(Work, (row[1] for row in cited)),
            issues={
                issue.pk: issue
                for issue in Issue.objects.select_related("journal").filter(
                    pk__in=_numbers(row[2] for row in cited)
                )
            },
        )

    def label(self, name: str) -> str:
        return str(LABELS.get(name, name))

    def words(self, name: str, value: Any) -> str:
        """The value of a field as text a person can read; list entries one a line."""
        if name == "tags":
            return ", ".join(map(str, value or []))
        if name in {"bylines", "citations"}:
            rows = value if isinstance(value, list) else []
            return "\n".join(self.row(name, row) for row in rows if isinstance(row, list))
        if name == "evidence":
            return "\n".join(Card.load(str(value or "")).lines())
        if name == BODY:
            return plain(str(value or ""))
        return self._choice(name, value)

    def row(self, name: str, row: list[Any]) -> str:
        if name == "bylines":
            person = self.people.get(row[0])
            return f"{_label(Byline.Role, row[1])}: {person or _('somebody who is gone')}"
        if len(row) > len(("key", "work", "issue", "relation", "pages", "locator", "note")):
            return _("typed: %s") % row[-1]
        source = self.works.get(row[1]) or self.issues.get(row[2]) or _("a source that is gone")
        pages = f", {row[4]}" if row[4] else ""
        return f"{_label(Citation.Relation, row[3])}: {source}{pages}"

    def _choice(self, name: str, value: Any) -> str:
        if name == "section":
            return str(self.sections.get(value, "") if isinstance(value, int) else "")
        if name == "lead_image":
            return str(self.images.get(value, _("none")) if isinstance(value, int) else _("none"))
        if name == "kind":
            return _label(Edition.Kind, value)
        if name == "is_major_change":
            return _("yes") if value else _("no")
        return str(value or "")


def _rows(taken: Snapshot, name: str) -> list[list[Any]]:
    rows = taken.get(name)
    return [row for row in rows if isinstance(row, list)] if isinstance(rows, list) else []


def _numbers(values: Iterable[Any]) -> set[int]:
    return {value for value in values if isinstance(value, int) and 0 < value < MOST}


def _found(model: Any, values: Iterable[Any]) -> dict[int, Any]:
    numbers = _numbers(values)
    return model.objects.in_bulk(numbers) if numbers else {}


def _label(choices: Any, value: Any) -> str:
    return str(dict(choices.choices).get(value, value))
