"""Works and volumes as readers find them: what we have published on each.

A work or a volume that no live story cites is no page of ours: its address would give a story away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.cards import SUBJECTS
from articles.catalogue import issues, known_works, live_citations, stories_on
from articles.embargo import held_works
from articles.models import Citation, EditionQuerySet
from literature.identifiers import IdentifierError, normalise_doi
from literature.merging import find_merged
from literature.models import Issue, Journal, Work, WorkRelation
from literature.versions import Other, published_as

# The largest number a row can have.
MOST = 2**63
MENTIONS_SHOWN = 20
RELATED_SHOWN = 40
# The newest works a file of a journal's or a volume's coverage holds.
FILE_SIZE = 1_000
# What stands before the other work: seen from the one that says so, and from the one it names.
RELATION_WORDS = {
    WorkRelation.Kind.IS_PREPRINT_OF: (_("Now published as"), _("First posted as")),
    WorkRelation.Kind.IS_VERSION_OF: (_("A version of"), _("Another version")),
    WorkRelation.Kind.RETRACTS: (_("Retracts"), _("Notice of retraction")),
    WorkRelation.Kind.CORRECTS: (_("Corrects"), _("Corrected by")),
    WorkRelation.Kind.EXPRESSES_CONCERN: (_("Expresses concern about"), _("Concern expressed in")),
    WorkRelation.Kind.COMMENTS_ON: (_("Comments on"), _("Commented on in")),
    WorkRelation.Kind.REPLIES_TO: (_("Replies to"), _("Answered by")),
    WorkRelation.Kind.IS_REVIEW_OF: (_("Reviews"), _("Reviewed in")),
    WorkRelation.Kind.SUPPLEMENTS: (_("Supplements"), _("Supplement")),
}


@dataclass(frozen=True)
class Volume:
    """A volume of a journal; ``word`` is its place in the address, ``name`` what is printed."""

    journal: Journal
    word: str
    name: str
    issues: list[Issue]

    def get_absolute_url(self) -> str:
        return reverse("articles:volume", kwargs={"slug": self.journal.slug, "volume": self.word})

    @property
    def ways(self) -> tuple[Q, Q, Q]:
        """How a citation may be of the volume: of an issue of it, or of a work in it."""
        within = {"path__startswith": f"{self.word}/", "journal": self.journal}
        return (
            Q(**{f"issue__{name}": value for name, value in within.items()}),
            Q(**{f"work__issue__{name}": value for name, value in within.items()}),
            Q(work__journal=self.journal, work__volume__iexact=self.word),
        )

    @property
    def cited(self) -> Q:
        """Met by a citation of the volume."""
        of_issue, of_work_in_issue, of_work = self.ways
        return of_issue | of_work_in_issue | of_work


@dataclass(frozen=True)
class Relative:
    """Another work that stands in a relation to this one; ``words`` say in which."""

    work: Work
    words: str

    @property
    def url(self) -> str:
        """Our page on it where we have one, else where it is published."""
        has_page = self.work.has_page  # type: ignore[attr-defined]  # annotated
        return self.work.get_absolute_url() if has_page else self.work.doi_link or self.work.url


def works(at: datetime) -> QuerySet[Work]:
    """The works that live stories cite, in whatever relation; none under embargo."""
    cited = live_citations(at).filter(work=OuterRef("pk"))
    held = held_works(at).filter(work=OuterRef("pk"))
    return Work.objects.filter(Exists(cited), ~Exists(held))


def find_work(key: str, at: datetime) -> Work | None:
    """The work behind a DOI or a number in an address, if a live story cites it. One query.

    Two more where there is none: what was merged into another work is found as that one.
    """
    condition = _named(key)
    if condition is None:
        return None
    cited = works(at).select_related("journal", "issue__journal")
    found = cited.filter(condition).first()
    if found is None:
        stays = find_merged(key)
        found = cited.filter(pk=stays.pk).first() if stays else None
    return found


def _named(key: str) -> Q | None:
    if key.isascii() and key.isdigit():
        return Q(pk=int(key)) if len(key) < len(str(MOST)) else None
    try:
        return Q(doi=normalise_doi(key))
    except IdentifierError:
        return None


def find_volume(slug: str, word: str, at: datetime) -> Volume | None:
    """The volume with this word in its address, if a live story cites of it. Three queries."""
    journal = Journal.objects.filter(slug=slug).first()
    if journal is None:
        return None
    rows = list(issues(at).filter(journal=journal, path__startswith=f"{word}/"))
    volume = Volume(journal, word, rows[0].volume or word if rows else word, rows)
    if not rows and not live_citations(at).filter(volume.cited).exists():
        return None
    return volume


def stories_about(work: Work, at: datetime) -> EditionQuerySet:
    """The live editions that report on a work, newest first."""
    return stories_on(Q(work=work, relation__in=SUBJECTS), at=at)


def mentions(work: Work, at: datetime) -> list[Citation]:
    """The newest stories that lean on a work without being about it, as their citations."""
    rows = (
        live_citations(at)
        .filter(work=work)
        .exclude(relation__in=SUBJECTS)
        .exclude(edition__in=stories_about(work, at).order_by().values("pk"))
        .select_related("edition")
        .defer("edition__body_source", "edition__body_html", "edition__body_text")
        .order_by("-edition__sort_at", "-edition")
    )
    return list(rows[:MENTIONS_SHOWN])


def relatives(work: Work, at: datetime) -> list[Relative]:
    """Versions, corrections, comments and notices that readers may know of. Two queries."""
    pairs = WorkRelation.objects.filter(Q(from_work=work) | Q(to_work=work)).order_by("id")
    rows = list(pairs[:RELATED_SHOWN])
    others = {row.to_work_id if row.from_work_id == work.pk else row.from_work_id for row in rows}
    cited = Exists(live_citations(at).filter(work=OuterRef("pk")))
    known = known_works(at).annotate(has_page=cited).in_bulk(others) if others else {}
    return [relative for row in rows if (relative := _relative(row, work, known)) is not None]


def _relative(row: WorkRelation, work: Work, known: Mapping[int, Work]) -> Relative | None:
    forward = row.from_work_id == work.pk
    other = known.get(row.to_work_id if forward else row.from_work_id)
    words = RELATION_WORDS[WorkRelation.Kind(row.kind)][0 if forward else 1]
    return Relative(other, str(words)) if other else None


def versions(works: Iterable[Work], at: datetime) -> dict[int, Other]:
    """What the preprints among these were published as, where readers may know of it."""
    found = published_as(works)
    here = {other.work.pk for other in found.values() if other.work}
    if not here:
        return found
    held = set(held_works(at).filter(work__in=here).values_list("work", flat=True))
    return {pk: one for pk, one in found.items() if one.work is None or one.work.pk not in held}


def stories_on_the_same(at: datetime) -> Coalesce:
    """For a set of citations: how many live stories report on the same work."""
    counted = (
        live_citations(at)
        .filter(work=OuterRef("work"), relation__in=SUBJECTS)
        .order_by()
        .annotate(all=Value(1))
        .values("all")
        .annotate(n=Count("edition__article", distinct=True))
        .values("n")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def cited_in(condition: Q, at: datetime) -> list[Work]:
    """The newest works of ours among those a condition on citations meets, for a file."""
    found = live_citations(at).filter(condition, work=OuterRef("pk"))
    rows = Work.objects.filter(Exists(found)).select_related("journal")
    return list(rows.order_by("-id")[:FILE_SIZE])
