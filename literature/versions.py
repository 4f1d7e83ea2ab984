"""Preprint and published paper: noted from what services say, linked when both are here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from core import audit
from core.models import User
from literature.identifiers import doi_url
from literature.models import FoundVersion, Work, WorkRelation
from literature.sources.description import Description

LONGEST_DOI = 200
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

    @property
    def where(self) -> str:
        """The journal it stands in, empty where that is not known."""
        journal = self.work.journal if self.work else None
        return journal.title if journal else ""


def note(work: Work, description: Description) -> int:
    """Keep the versions that a service names, and link those in the library; how many are new."""
    new = 0
    for version in description.versions:
        if len(version.doi) > LONGEST_DOI:
            continue
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


def published_as(works: Iterable[Work]) -> dict[int, Other]:
    """What the preprints among these were published as, by number: "now published in".

    Two queries, none without a preprint. What is in the library comes before a DOI alone.
    """
    preprints = [work.pk for work in works if work.is_preprint]
    if not preprints:
        return {}
    rows = FoundVersion.objects.filter(kind=PREPRINT, work__in=preprints).order_by("-id")
    found = {row.work_id: Other(PREPRINT, row.doi) for row in rows}
    relations = WorkRelation.objects.filter(kind=PREPRINT, from_work__in=preprints)
    for one in relations.select_related("to_work__journal").defer("to_work__csl").order_by("-id"):
        found[one.from_work_id] = Other(PREPRINT, one.to_work.doi, one.to_work)
    return found


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
