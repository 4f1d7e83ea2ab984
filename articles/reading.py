"""One story as its readers get it: everything its page shows, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from articles import body, changes, coverage, evidence_plate, parts, people, plates, visibility
from articles.cards import SUBJECTS, Card
from articles.evidence_plate import Evidence
from articles.models import Byline, Citation, Correction, Edition, Person
from articles.parts import public_corrections
from articles.pieces import Piece, images_named, pieces
from articles.related import related
from articles.series import SeriesPlace, place_of
from core.prepared import Prepared
from core.text import reading_minutes
from literature.formatting import format_issue, format_work
from literature.runs import Run
from literature.versions import Other
from media.models import Image
from taxonomy.models import Section, Tag
from taxonomy.tree import SectionTree

LONG_MINUTES, LONG_PARTS = 3, 3


@dataclass(frozen=True)
class Reference:
    """One entry of the list of references."""

    citation: Citation
    runs: Sequence[Run]
    relation_words: str
    is_marked: bool
    published: Other | None = None

    @property
    def is_retracted(self) -> bool:
        return self.citation.work is not None and self.citation.work.is_retracted

    @property
    def stories(self) -> int:
        """How many of our stories report on the work."""
        return getattr(self.citation, "stories", 0)


@dataclass
class Story:
    """A live edition with what its page says around the text."""

    edition: Edition
    at: datetime
    tree: SectionTree
    style: str = ""
    is_undated: bool = False

    @cached_property
    def sections(self) -> list[Section]:
        """From the top section down to the story's own."""
        own = self.edition.section
        return [*self.tree.ancestors(own), own]

    @property
    def body(self) -> list[Piece]:
        """The text in pieces; one query where it has pictures."""
        named = images_named(self.edition.body_html)
        return pieces(self.edition.body_html, Image.objects.in_bulk(named) if named else {})

    @cached_property
    def contents(self) -> list[tuple[str, str]]:
        """Anchors and words of the text's parts, where it is long enough to need them."""
        found = body.contents(self.edition.body_html)
        is_long = self.minutes >= LONG_MINUTES and len(found) >= LONG_PARTS
        return found if is_long else []

    @cached_property
    def minutes(self) -> int:
        """How long a reader needs."""
        return reading_minutes(self.edition.body_text)

    @cached_property
    def series(self) -> SeriesPlace | None:
        """Its place in a series, among the parts readers see. No query without a series."""
        return place_of(self.edition.article, at=self.at)

    @cached_property
    def _whole(self) -> Edition:
        """The edition with its parts; one query where it was not found by its address."""
        if hasattr(self.edition, "byline_rows"):
            return self.edition
        own = Edition.objects.filter(pk=self.edition.pk)  # past the gate: it is shown already
        return parts.with_parts(own.only("pk", "article"), self.at).get()

    @cached_property
    def bylines(self) -> list[Byline]:
        return parts.bylines(self._whole)

    @cached_property
    def byline(self) -> list[people.Line]:
        return people.lines(self.bylines)

    @property
    def authors(self) -> list[Person]:
        return [byline.person for byline in people.authors(self.bylines)]

    @cached_property
    def tags(self) -> list[Tag]:
        return parts.tags(self._whole)

    @cached_property
    def corrections(self) -> list[Correction]:
        return parts.corrections(self._whole)

    @cached_property
    def near(self) -> Sequence[int]:
        """The sections from which its neighbours come."""
        return self.tree.descendant_ids(self.sections[0])

    @cached_property
    def _related(self) -> list[Edition]:
        return related(self.edition, at=self.at, tags=self.tags, sections=self.near)

    @cached_property
    def _citations(self) -> dict[int, list[Citation]]:
        """Those of this story, and what the related ones report on: one query for all."""
        rows = _cited(
            edition=self.edition.pk, beside=[other.pk for other in self._related], at=self.at
        )
        found: dict[int, list[Citation]] = {}
        for row in rows:
            found.setdefault(row.edition_id, []).append(row)
        return found

    @property
    def all_citations(self) -> list[Citation]:
        """Its own and those of its neighbours."""
        return [row for rows in self._citations.values() for row in rows]

    @property
    def citations(self) -> list[Citation]:
        return self._citations.get(self.edition.pk, [])

    @cached_property
    def related(self) -> list[Card]:
        return [Card(other, self._citations.get(other.pk, [])) for other in self._related]

    @cached_property
    def sources(self) -> list[plates.Source]:
        return plates.sources(self.citations)

    @cached_property
    def evidence(self) -> Evidence | None:
        return evidence_plate.evidence(self.edition.evidence, self.citations)

    @property
    def more_sources(self) -> int:
        return max(0, len(plates.subjects(self.citations)) - plates.PLATES_SHOWN)

    @cached_property
    def banner(self) -> plates.Banner | None:
        return plates.banner(self.citations)

    @cached_property
    def references(self) -> list[Reference]:
        """In the order of mention; the ones the text does not mention come last."""
        body_html = self.edition.body_html
        works = [one.work for one in self.citations if one.work is not None]
        published = coverage.versions(works, self.at)
        return [
            reference(citation, body_html, self.style, published.get(citation.work_id or 0))
            for citation in self.citations
        ]

    @property
    def kind_words(self) -> str:
        """The kind of story, where it is not plain news."""
        is_news = self.edition.kind == Edition.Kind.NEWS
        return "" if is_news else str(self.edition.get_kind_display())

    @property
    def updated(self) -> datetime | None:
        """When the edition being read came, where the desk calls it a major change."""
        return changes.updated(self.edition)

    @property
    def corrected(self) -> datetime | None:
        """When the story was last corrected."""
        return self.corrections[0].at if self.corrections else None

    @property
    def changed(self) -> datetime | None:
        """When readers last got something new: first publication, update, correction, notice."""
        recorded = changes.recorded(self.citations)
        return changes.changed(self.edition, corrected=self.corrected, recorded=recorded)

    @property
    def caption(self) -> str:
        image = self.edition.lead_image
        return self.edition.lead_caption or (image.caption if image else "")


@Prepared
def _cited(*, edition: int, beside: Sequence[int], at: datetime) -> QuerySet[Citation]:
    others = Q(edition__in=beside, relation__in=SUBJECTS)
    return (
        Citation.objects.filter(Q(edition=edition) | others)
        .annotate(stories=coverage.stories_on_the_same(at))
        .select_related("work__journal", "work__issue__journal", "issue__journal")
        .order_by("number", "position", "id")
    )


def live_corrections(at: datetime) -> QuerySet[Correction]:
    """The corrections of stories that can be read at ``at``."""
    live = Edition.objects.filter(visibility.live_condition(at), article=OuterRef("article"))
    return public_corrections(at).filter(Exists(live))


def corrected_at(at: datetime) -> Subquery:
    """For a set of editions: when the story was last corrected, as far as readers know."""
    of_story = public_corrections(at).filter(article=OuterRef("article"))
    return Subquery(of_story.order_by("-at").values("at")[:1])


def reference(
    citation: Citation, body_html: str, style: str = "", published: Other | None = None
) -> Reference:
    """The entry of one citation; ``body_html`` says whether the text mentions it.

    ``published`` is what a preprint was published as.
    """
    return Reference(
        citation=citation,
        runs=runs_of(citation, style),
        relation_words=relation_words(citation),
        is_marked=f'id="cite-{citation.key}"' in body_html,
        published=published,
    )


def runs_of(citation: Citation, style: str = "") -> Sequence[Run]:
    """The reference in a style, by default the site's."""
    if citation.work is not None:
        return format_work(citation.work.csl, style)
    return format_issue(citation.issue, style, pages=citation.pages_raw)


def relation_words(citation: Citation) -> str:
    """How the source stands to the story, in words for readers."""
    if citation.relation == Citation.Relation.REPORTS_ON:
        return _("Reported on in this story")
    if citation.issue is not None:
        return _("Whole issue")
    return str(citation.get_relation_display())


def before_publication(edition: Edition, at: datetime) -> Story:
    """An edition as readers would get it at ``at``; one without a date yet says so on its page."""
    story = Story(edition, at, SectionTree.load(), is_undated=edition.sort_at is None)
    edition.sort_at = edition.sort_at or at
    edition.live_from = edition.live_from or at
    return story
