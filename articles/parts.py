"""What belongs to a story and comes in the query that finds it: byline, tags, corrections."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet

from articles.models import Byline, Correction, Edition, EditionQuerySet, Person
from articles.related import tags_on
from core.nested import RowsOf, as_model, as_models
from taxonomy.models import Tag

_PERSON = ["name", "sort_name", "slug", "honorific", "credentials", "credential_field", "job_title"]
_CORRECTION = ["id", "edition_id", "kind", "text", "was", "at"]


def with_parts(rows: EditionQuerySet, at: datetime) -> EditionQuerySet:
    """The editions with what ``bylines``, ``tags`` and ``corrections`` read of them."""
    signed = Byline.objects.filter(edition=OuterRef("pk")).order_by("position", "id")
    tags = tags_on(OuterRef("pk"), at)
    told = public_corrections(at).filter(article=OuterRef("article")).order_by("-at", "-id")
    person = {name: f"person__{name}" for name in _PERSON}
    return rows.annotate(
        byline_rows=RowsOf(
            signed, byline="id", role="role", position="position", id="person", **person
        ),
        tag_rows=RowsOf(tags, id="id", name="name", slug="slug", carried="carried"),
        correction_rows=RowsOf(told, **{name: name for name in _CORRECTION}),
    )


def bylines(edition: Edition) -> list[Byline]:
    """The byline in the desk's order, with its people."""
    return [_byline(edition, row) for row in _rows(edition, "byline_rows")]


def tags(edition: Edition) -> list[Tag]:
    """The tags by name, each with ``carried`` (see ``related.tags_of``)."""
    found = as_models(Tag, rows := _rows(edition, "tag_rows"))
    for tag, row in zip(found, rows, strict=True):
        tag.carried = row["carried"]
    return found


def corrections(edition: Edition) -> list[Correction]:
    """The corrections readers may know of, newest first."""
    return as_models(Correction, _rows(edition, "correction_rows"))


def public_corrections(at: datetime) -> QuerySet[Correction]:
    """The corrections readers may know of at ``at``, newest first."""
    arrived = Q(edition=None) | Q(edition__live_from__lte=at)
    return Correction.objects.public().filter(arrived, at__lte=at)


def _byline(edition: Edition, row: dict[str, Any]) -> Byline:
    byline = as_model(Byline, row | {"id": row["byline"], "person_id": row["id"]})
    byline.edition, byline.person = edition, as_model(Person, row)
    return byline


def _rows(edition: Edition, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = getattr(edition, name)
    return found
