"""Which stories a reader of this one may like: those on the same work, then tag, then section."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from articles.models import Citation, Edition, EditionQuerySet, EditionTag
from literature.models import Work

SHOWN = 3
# How many of each kind are weighed; enough to fill the shown ones after the best are taken.
WEIGHED = 12
FALLEN = [Work.Status.RETRACTED, Work.Status.WITHDRAWN]


def related(
    story: Edition, *, at: datetime, sections: Sequence[int] = (), limit: int = SHOWN
) -> list[Edition]:
    """At most ``limit`` live editions of other stories, best first, in one query.

    ``sections`` are the sections that count as near; without them the story's own. A story
    whose source was retracted is never offered.
    """
    near = live_beside(story, at)
    works = Citation.objects.filter(edition=story, work__isnull=False).values("work")
    tags = EditionTag.objects.filter(content_object=story).values("tag")
    on_same_work = Citation.objects.filter(edition=OuterRef("pk"), work__in=works)
    chosen = (
        Q(pk__in=_newest(near.filter(citations__work__in=works)))
        | Q(pk__in=_newest(near.filter(edition_tags__tag__in=tags)))
        | Q(pk__in=_newest(near.filter(section__in=sections or [story.section_id])))
    )
    shared = Count("edition_tags", filter=Q(edition_tags__tag__in=tags), distinct=True)
    rows = near.filter(chosen).for_lists().annotate(on_same=Exists(on_same_work), shared=shared)
    return list(rows.order_by("-on_same", "-shared", "-sort_at", "-id")[:limit])


def live_beside(story: Edition, at: datetime) -> EditionQuerySet:
    """Live editions of other stories that do not report on a retracted work."""
    fallen = Citation.objects.filter(
        edition=OuterRef("pk"),
        relation=Citation.Relation.REPORTS_ON,
        work__status__in=FALLEN,
    )
    return Edition.objects.live(at).exclude(article=story.article_id).filter(~Exists(fallen))


def _newest(rows: EditionQuerySet) -> QuerySet[Edition, Any]:
    return rows.order_by("-sort_at", "-id").values("pk")[:WEIGHED]
