"""Preprint and published paper: noted from what services say, linked when both are here."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from core import audit
from core.models import User
from literature.identifiers import doi_url
from literature.models import FoundVersion, Work, WorkRelation
from literature.sources.description import Description

PREPRINT, HAS_PREPRINT, VERSION = "is_preprint_of", "has_preprint", "is_version_of"


@dataclass(frozen=True)
class Other:
    """Another version of a work: in the library as ``work``, or known by its DOI alone."""

    kind: str
    doi: str
    work: Work | None = None

    @property
    def address(self) -> str:
        return doi_url(self.doi) if self.doi else ""


def note(work: Work, description: Description) -> int:
    """Keep the versions that a service names, and link those in the library; how many are new."""
    new = 0
    for version in description.versions:
        _row, is_new = FoundVersion.objects.get_or_create(
            work=work, kind=version.kind, doi=version.doi, defaults={"source": description.source}
        )
        new += is_new
        other = Work.objects.filter(doi=version.doi).first()
        if other is not None and other.pk != work.pk:
            link(work, version.kind, other, source=description.source, by=None)
    return new


def link(work: Work, kind: str, other: Work, *, source: str, by: User | None) -> bool:
    """Link two works both ways by one relation; whether it is new. Logged."""
    first, relation, second = work, kind, other
    if kind == HAS_PREPRINT:
        first, relation, second = other, PREPRINT, work
    with transaction.atomic():
        if WorkRelation.objects.filter(from_work=second, kind=relation, to_work=first).exists():
            return False
        _row, is_new = WorkRelation.objects.get_or_create(
            from_work=first, kind=relation, to_work=second, defaults={"source": source}
        )
        if is_new:
            facts = {"kind": relation, "other": second.pk}
            audit.record(by, "work.link", first, data=facts)
    return is_new


def published_as(work: Work) -> list[Other]:
    """What a preprint was published as: "now published in". Two queries."""
    rows = work.relations.filter(kind=PREPRINT).select_related("to_work__journal")
    found = {row.to_work.doi: Other(PREPRINT, row.to_work.doi, row.to_work) for row in rows}
    for row in work.found_versions.filter(kind=PREPRINT):
        found.setdefault(row.doi, Other(PREPRINT, row.doi))
    return list(found.values())


def preprints_of(work: Work) -> list[Other]:
    """The preprints of a published work. Two queries."""
    rows = work.related_from.filter(kind=PREPRINT).select_related("from_work__journal")
    found = {row.from_work.doi: Other(PREPRINT, row.from_work.doi, row.from_work) for row in rows}
    for row in work.found_versions.filter(kind=HAS_PREPRINT):
        found.setdefault(row.doi, Other(PREPRINT, row.doi))
    return list(found.values())


def link_waiting(work: Work) -> None:
    """Link what named this work before it came into the library."""
    if not work.doi:
        return
    rows = FoundVersion.objects.filter(~Q(work=work), doi=work.doi).select_related("work")
    for row in rows:
        link(row.work, row.kind, work, source=row.source, by=None)
