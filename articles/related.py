"""Which stories a reader of this one may like, and because of what.

First those the desk chose by hand. Then, newest first among equals: on the same work, in the same
issue of a journal, under the same tags, where a rare tag weighs more than a common one, and from
the same part of the site.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from articles.models import Citation, Edition, EditionQuerySet, EditionTag, RelatedPick
from articles.visibility import live_condition
from core.prepared import Prepared
from literature.models import Work
from taxonomy.models import Tag

SHOWN = 3
# How many of each kind are weighed; enough to fill the shown ones after the best are taken.
WEIGHED = 12
TAGGED = 24
TAGS_WEIGHED = 6
SECTIONS_WEIGHED = 12
# From here on a tag is as common as any: nobody counts further.
COMMON = 50
BEST_FIRST = ["-on_same", "-in_same", "-shared", "-sort_at", "-id"]
FALLEN = [Work.Status.RETRACTED, Work.Status.WITHDRAWN]


class CountOf(Subquery):
    """The number of rows of a bounded subquery, which an aggregate cannot give."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS bounded)"
    output_field = IntegerField()


def tags_of(story: Edition, at: datetime) -> list[Tag]:
    """The tags of an edition by name, each with ``carried``: on how many live stories. One query.

    ``carried`` ends at ``COMMON``.
    """
    return list(tags_on(story.pk, at))


def tags_on(story: int | OuterRef, at: datetime) -> QuerySet[Tag, Any]:
    """The same as a set, for an edition's number."""
    live = live_condition(at, "content_object__")
    carrying = EditionTag.objects.filter(live, tag=OuterRef("pk")).order_by()
    own = Tag.objects.filter(edition_tags__content_object=story).order_by("name")
    return own.annotate(carried=CountOf(carrying.values("pk")[:COMMON]))


def related(
    story: Edition,
    *,
    at: datetime,
    tags: Iterable[Tag] | None = None,
    sections: Sequence[int] = (),
) -> list[Edition]:
    """At most ``SHOWN`` live editions of other stories, best first, in one query.

    ``tags`` are those of ``tags_of``, asked for where they are not given. ``sections`` are the
    sections that count as near; without them the story's own. Each row has ``place`` (of a pick,
    else None), ``on_same``, ``in_same`` and ``shared``. A story whose source was retracted or
    withdrawn is offered only where the desk chose it, and then its card says so.
    """
    weights = weights_of(tags_of(story, at) if tags is None else tags)
    return _ranked(
        story=story.pk,
        article=story.article_id,
        at=at,
        sections=(list(sections) or [story.section_id])[:SECTIONS_WEIGHED],
        tags=list(weights),
        weights=list(weights.values()),
    )


@Prepared
def _ranked(
    *,
    story: int,
    article: int,
    at: datetime,
    sections: Sequence[int],
    tags: Sequence[int],
    weights: Sequence[float],
) -> QuerySet[Edition, Any]:
    near = live_beside(article, at)
    cited = Citation.objects.order_by()
    pools = [
        Edition.objects.live(at).filter(article__picked_beside__article=article),
        _named(near, cited.filter(work__in=_works(story)).values("edition")),
        _named(near, cited.filter(work__issue__in=_issues(story)).values("edition")),
        _named(near, cited.filter(issue__in=_issues(story)).values("edition")),
        *(_newest(near.filter(section=pk), at) for pk in sections),
        *(_named(near, _last_tagged(tag)) for tag in tags),
    ]
    marks = {**_marks(story, article), "shared": _shared(tags, weights)}
    order: list[Any] = [F("place").asc(nulls_last=True), *BEST_FIRST]
    others = Edition.objects.live(at).exclude(article=article)
    # Ranked by their keys alone: only those that are shown are read whole.
    weighed = others.filter(pk__in=_any_of(pools)).annotate(**marks)
    shown = others.filter(pk__in=weighed.order_by(*order).values("pk")[:SHOWN])
    return shown.for_lists().annotate(**marks).order_by(*order)


def live_beside(article: int, at: datetime) -> EditionQuerySet:
    """Live editions of other stories that do not report on a retracted work."""
    fallen = Citation.objects.filter(
        edition=OuterRef("pk"),
        relation=Citation.Relation.REPORTS_ON,
        work__status__in=FALLEN,
    )
    return Edition.objects.live(at).exclude(article=article).filter(~Exists(fallen))


def weights_of(tags: Iterable[Tag]) -> dict[int, float]:
    """The rarest tags that another story carries too, each with its weight between 0 and 1."""
    carried = {tag.pk: tag.carried for tag in tags if tag.carried > 1}
    rarest = sorted(carried, key=carried.__getitem__)[:TAGS_WEIGHED]
    return {pk: 1 / math.log2(carried[pk]) for pk in rarest}


def _works(story: int) -> QuerySet[Citation, Any]:
    return Citation.objects.filter(edition=story, work__isnull=False).values("work")


def _issues(story: int) -> QuerySet[Citation, Any]:
    """The issues an edition cites, whole or a work in them."""
    issue = Coalesce("issue", "work__issue")
    cited = Citation.objects.filter(edition=story).annotate(in_issue=issue)
    return cited.exclude(in_issue=None).values("in_issue")


def _marks(story: int, article: int) -> dict[str, Any]:
    cited = Citation.objects.filter(edition=OuterRef("pk"))
    # Two conditions, because PostgreSQL would read all citations for one with "or".
    itself = cited.filter(issue__in=_issues(story))
    of_work = cited.filter(work__issue__in=_issues(story))
    picks = RelatedPick.objects.filter(article=article, other=OuterRef("article"))
    return {
        "place": Subquery(picks.values("position")[:1]),
        "on_same": Exists(cited.filter(work__in=_works(story))),
        "in_same": ExpressionWrapper(Q(Exists(itself)) | Q(Exists(of_work)), BooleanField()),
    }


def _shared(tags: Sequence[int], weights: Sequence[float]) -> Coalesce | Value:
    if not tags:
        return Value(0.0, output_field=FloatField())
    weight = Case(
        *(When(tag=pk, then=Value(one)) for pk, one in zip(tags, weights, strict=True)),
        output_field=FloatField(),
    )
    tagged = EditionTag.objects.filter(content_object=OuterRef("pk"), tag__in=tags).order_by()
    summed = tagged.values("content_object").annotate(weight=Sum(weight)).values("weight")
    return Coalesce(Subquery(summed), 0.0)


def _any_of(pools: Sequence[EditionQuerySet]) -> QuerySet[Edition, Any]:
    """All pools. Each stands in a query of its own, so that an index serves it."""
    first, *others = [rows.order_by().values("pk") for rows in pools]
    return first.union(*others)


def _named(near: EditionQuerySet, numbers: QuerySet[Any, Any]) -> EditionQuerySet:
    """Those of these numbers. Asked without an order, lest the database walk all by date."""
    return near.filter(pk__in=numbers)


def _last_tagged(tag: int) -> QuerySet[EditionTag, Any]:
    """The editions that got a tag last; no more are read, however common it is."""
    return EditionTag.objects.filter(tag=tag).order_by("-pk").values("content_object")[:TAGGED]


def _newest(rows: EditionQuerySet, at: datetime) -> EditionQuerySet:
    newest = rows.order_by("-sort_at", "-id").values("pk")[:WEIGHED]
    return Edition.objects.live(at).filter(pk__in=newest)
