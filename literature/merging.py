"""Makes one work of two: every relation goes over, whichever room it belongs to; logged whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.serializers import serialize
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core import audit
from core.errors import Refused
from core.models import User
from literature.models import (
    Contributor,
    FoundVersion,
    MergedWork,
    RetractionNotice,
    Work,
    WorkRelation,
)
from literature.works import IDENTIFIERS, column_of, save_work

# What the work that stays takes over where it has nothing itself.
FILLED = (
    *("subtitle", "language", "journal", "volume", "issue_label", "pages_raw", "article_number"),
    *("publisher", "published_print", "published_online", "posted", "doi_display", "pmid"),
    *("pmcid", "arxiv_id", "url", "study_design", "study_note", "subject", "subject_note"),
    *("sample_size", "sample_note", "funding", "interests"),
)
OWN = (Contributor, WorkRelation, RetractionNotice, FoundVersion, MergedWork)


@dataclass(frozen=True)
class Preview:
    """What a merge will do: rows that go over, fields filled, identifiers that are only kept."""

    moved: tuple[tuple[str, int], ...]
    filled: tuple[str, ...]
    dropped: tuple[str, ...]


def preview(duplicate: Work, kept: Work) -> Preview:
    """What ``merge`` would do, without doing it."""
    moved = [
        (str(model._meta.verbose_name_plural), rows.count())
        for model, _name, rows in _relations_of(duplicate)
        if model is not Contributor
    ]
    filled = [name for name in FILLED if getattr(duplicate, name) and not getattr(kept, name)]
    dropped = [
        f"{name} {getattr(duplicate, column)}"
        for column, (_field, name) in IDENTIFIERS.items()
        if getattr(duplicate, column) and getattr(kept, column)
    ]
    names = [str(column_of(name).verbose_name) for name in filled]
    return Preview(tuple(row for row in moved if row[1]), tuple(names), tuple(dropped))


def merge(duplicate: Work, kept: Work, *, by: User) -> Work:
    """Move everything that points at ``duplicate`` to ``kept``, fill its gaps, and log it.

    What stood in the duplicate is kept with its former number and DOI, which lead to the work that
    stays. Raises Refused for a work merged into itself, and Stale when one was saved meanwhile.
    """
    if duplicate.pk == kept.pk:
        raise Refused(_("Choose another work: this is the same one."), field="into")
    with transaction.atomic():
        duplicate = Work.objects.select_for_update().get(pk=duplicate.pk)
        fields = serialize("python", [duplicate])[0]["fields"]
        names = [str(row) for row in duplicate.contributors.all()]
        taken = {name: getattr(duplicate, name) for name in FILLED if not getattr(kept, name)}
        people = [] if kept.contributors.exists() else list(duplicate.contributors.all())
        moved = {model._meta.label_lower: n for model, n in _move(duplicate, kept) if n}
        former = (duplicate.pk, duplicate.doi, duplicate.pmid, str(duplicate))
        for row in people:
            row.pk = None
        duplicate.delete()
        for name, value in taken.items():
            setattr(kept, name, value)
        _take_standing(kept, fields)
        save_work(kept, contributors=people or None, by=by)
        MergedWork.objects.create(
            former_id=former[0],
            work=kept,
            doi=former[1],
            pmid=former[2],
            title=former[3],
            snapshot={"fields": _plain(fields), "contributors": names},
            merged_by=by,
        )
        facts = {"from": former[0], "title": former[3], "doi": former[1], "moved": moved}
        audit.record(by, "work.merge", kept, data=facts)
    return kept


def find_merged(key: str) -> Work | None:
    """Where the work that had this number or DOI has gone; None when nothing had it."""
    wanted = Q(doi=key.lower()) if key.startswith("10.") else Q(pk=None)
    if key.isascii() and key.isdigit() and len(key) < 19:
        wanted = Q(former_id=int(key))
    row = MergedWork.objects.filter(wanted).select_related("work__journal").first()
    return row.work if row else None


def _relations_of(work: Work) -> Iterator[tuple[type[models.Model], str, models.QuerySet]]:
    for relation in Work._meta.related_objects:
        model = relation.related_model
        rows = model._base_manager.filter(**{relation.field.name: work})
        yield model, relation.field.name, rows


def _move(duplicate: Work, kept: Work) -> Iterator[tuple[type[models.Model], int]]:
    _drop_doubles(duplicate, kept)
    for model, name, rows in _relations_of(duplicate):
        if model is Contributor:
            continue
        try:
            with transaction.atomic():
                yield model, rows.update(**{name: kept})
        except IntegrityError as error:
            message = _("Both works have a row among the %(rows)s that may stand there once only.")
            facts = {"rows": model._meta.verbose_name_plural}
            raise Refused(message % facts) from error


def _drop_doubles(duplicate: Work, kept: Work) -> None:
    """Delete what the work that stays says of itself already."""
    both = Q(from_work=duplicate, to_work=kept) | Q(from_work=kept, to_work=duplicate)
    WorkRelation.objects.filter(both).delete()
    for row in WorkRelation.objects.filter(from_work=duplicate):
        if kept.relations.filter(kind=row.kind, to_work=row.to_work).exists():
            row.delete()
    for row in WorkRelation.objects.filter(to_work=duplicate):
        if kept.related_from.filter(kind=row.kind, from_work=row.from_work).exists():
            row.delete()
    for version in duplicate.found_versions.all():
        known = kept.found_versions.filter(kind=version.kind, doi=version.doi)
        if known.exists() or version.doi == kept.doi:
            version.delete()
    for notice in duplicate.notices.all():
        same = kept.notices.filter(kind=notice.kind, notice_doi=notice.notice_doi).first()
        if same is not None:
            same.sources = sorted({*same.sources, *notice.sources})
            same.evidence = [*same.evidence, *notice.evidence]
            same.save(update_fields=["sources", "evidence"])
            notice.delete()


def _take_standing(kept: Work, fields: dict[str, object]) -> None:
    # A retraction known of either of the two is known of the one that stays.
    if kept.status == Work.Status.NONE and fields["status"] != Work.Status.NONE:
        for name in ("status", "status_date", "notice_doi", "notice_url", "standing_at"):
            setattr(kept, name, fields[name])


def _plain(fields: dict[str, object]) -> dict[str, object]:
    """The columns as JSON can hold them: moments as text."""
    held = (str, int, float, list, dict, bool, type(None))
    return {
        name: value if isinstance(value, held) else str(value) for name, value in fields.items()
    }
