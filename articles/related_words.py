"""Says because of what a story stands beside another, in words for the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Citation, Edition, EditionTag
from articles.related import FALLEN, related
from core.text import excerpt

TITLE_LENGTH = 80


@dataclass(frozen=True)
class Neighbour:
    """A story that readers find beside another, and why it is there."""

    story: Edition
    is_picked: bool
    because: str
    is_fallen: bool


def explained(story: Edition, *, at: datetime, sections: Sequence[int] = ()) -> list[Neighbour]:
    """What ``related`` offers beside an edition, each with its reason. Four queries."""
    found = related(story, at=at, sections=sections)
    numbers = [story.pk, *(other.pk for other in found)]
    sources = _sources(numbers)
    tags = _tags(numbers)
    return [
        Neighbour(
            story=other,
            is_picked=other.place is not None,  # type: ignore[attr-defined]  # annotated
            because=_because(
                other,
                _shared(sources, story, other),
                sorted(tags.get(story.pk, set()) & tags.get(other.pk, set())),
            ),
            is_fallen=any(row.is_subject and _is_fallen(row) for row in sources.get(other.pk, [])),
        )
        for other in found
    ]


def _because(other: Edition, shared: list[str], tags: list[str]) -> str:
    if other.place is not None:  # type: ignore[attr-defined]
        return _("It was chosen by hand.")
    reasons = list(shared)
    if tags:
        named = get_text_list([f"“{name}”" for name in tags], _("and"))
        said = ngettext("both carry the tag %s", "both carry the tags %s", len(tags))
        reasons.append(said % named)
    if not reasons:
        return _("Because it is new in %s.") % other.section
    return _("Because %s.") % "; ".join(reasons)


def _shared(sources: dict[int, list[Citation]], story: Edition, other: Edition) -> list[str]:
    """What both cite: the same works, else the same issues."""
    own, theirs = sources.get(story.pk, []), sources.get(other.pk, [])
    works = {row.work_id for row in theirs if row.work_id}
    same = {row.work_id: row for row in own if row.work_id in works}
    if same:
        titles = [f"“{excerpt(row.work.title_plain, TITLE_LENGTH)}”" for row in same.values()]  # type: ignore[union-attr]
        return [_("both cite %s") % get_text_list(titles, _("and"))]
    issues = {row.in_issue_id for row in theirs} - {None}
    names = {row.in_issue_id: _issue_name(row) for row in own if row.in_issue_id in issues}
    if names:
        return [_("both cite %s") % get_text_list(list(names.values()), _("and"))]
    return []


def _issue_name(citation: Citation) -> str:
    issue = citation.work.issue if citation.work is not None else citation.issue
    return issue.long_name if issue is not None else ""


def _is_fallen(citation: Citation) -> bool:
    return citation.work is not None and citation.work.status in FALLEN


def _sources(editions: Sequence[int]) -> dict[int, list[Citation]]:
    rows = Citation.objects.filter(edition__in=editions).select_related(
        "work__issue__journal", "issue__journal"
    )
    found: dict[int, list[Citation]] = {}
    for row in rows.defer("work__csl"):
        found.setdefault(row.edition_id, []).append(row)
    return found


def _tags(editions: Sequence[int]) -> dict[int, set[str]]:
    rows = EditionTag.objects.filter(content_object__in=editions)
    found: dict[int, set[str]] = {}
    for edition, name in rows.values_list("content_object_id", "tag__name"):
        found.setdefault(edition, set()).add(name)
    return found
