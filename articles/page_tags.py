"""The tags of stored pages that have to do with stories: what a page shows, what a change touches.

A story's page shows itself, its neighbours and its sources. So whatever changes about a story as
readers see it touches its own page, the pages of stories in the same sections, under the same tags,
on the same works and issues, those beside which the desk put it, and everything that names no tags:
lists, feeds, sitemaps.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Min, Q, QuerySet
from django.db.models.functions import Coalesce

from articles.models import (
    Article,
    Citation,
    Correction,
    Edition,
    EditionTag,
    EmbargoedWork,
    Front,
    Person,
    RelatedPick,
)
from core.pages.board import EVERYTHING
from core.pages.ends import CLOCK
from core.pages.tags import forget

if TYPE_CHECKING:
    from articles.reading import Story

# Carried by lists, feeds and sitemaps: any change of any story that readers see.
STORIES = "stories"
# Of so many stories a picture's pages are named one by one.
PICTURED = 20


def story(pk: int) -> str:
    return f"article:{pk}"


def section(pk: int) -> str:
    return f"section:{pk}"


def tag(pk: int) -> str:
    return f"tag:{pk}"


def work(pk: int) -> str:
    return f"work:{pk}"


def issue(pk: int) -> str:
    return f"issue:{pk}"


def comments(article: int) -> str:
    return f"comments:{article}"


def series(pk: int) -> str:
    return f"series:{pk}"


def touched_by(article: Article | int) -> set[str]:
    """The tags that a change of a story touches, over all its editions. Six queries."""
    pk = article if isinstance(article, int) else article.pk
    in_series = Article.objects.filter(pk=pk, series__isnull=False)
    cited = Citation.objects.filter(edition__article=pk)
    in_issues = cited.annotate(in_issue=Coalesce("issue", "work__issue"))
    return {
        CLOCK,
        STORIES,
        story(pk),
        *map(section, _numbers(Edition.objects.filter(article=pk), "section")),
        *map(tag, _numbers(EditionTag.objects.filter(content_object__article=pk), "tag")),
        *map(work, _numbers(cited, "work")),
        *map(issue, _numbers(in_issues, "in_issue")),
        *map(story, _numbers(RelatedPick.objects.filter(other=pk), "article")),
        *map(series, _numbers(in_series, "series")),
    }


def of_works(works: Iterable[int]) -> set[str]:
    """The tags that a change of these works touches."""
    return {STORIES, *map(work, works)}


def of_picture(pk: int) -> set[str]:
    """The tags that a change of a picture touches: those of each story with an edition that shows
    it and has its place in time. A portrait stands wherever its person does, and a picture of very
    many stories nearly everywhere: then everything. Two queries and those of each story.
    """
    in_text = Q(body_html__contains=f'data-image="{pk}"')
    placed = Edition.objects.filter(live_from__isnull=False).filter(Q(lead_image=pk) | in_text)
    articles = set(placed.order_by().values_list("article", flat=True).distinct()[: PICTURED + 1])
    if len(articles) > PICTURED or Person.objects.filter(portrait=pk).exists():
        return {EVERYTHING}
    return {word for article in articles for word in touched_by(article)}


def forget_story(article: Article | int) -> None:
    """After commit, forget what shows this story, and what will."""
    forget(*touched_by(article))


def shown_by(page: Story) -> set[str]:
    """The tags of a story's page."""
    article = page.edition.article
    return {
        story(article.pk),
        comments(article.pk),
        *map(section, page.near),
        *(tag(row.pk) for row in page.tags),
        *(work(row.work_id) for row in page.all_citations if row.work_id),
        *(issue(pk) for row in page.citations if (pk := row.in_issue_id)),
        *([series(article.series_id)] if article.series_id else []),
    }


def next_change(at: datetime) -> datetime | None:
    """The first moment after ``at`` at which readers see something else by the clock."""
    moments = [
        *Edition.objects.filter(live_from__gt=at).aggregate(Min("live_from")).values(),
        *Edition.objects.filter(live_until__gt=at).aggregate(Min("live_until")).values(),
        *Correction.objects.filter(at__gt=at).aggregate(Min("at")).values(),
        *_lifts_of_works(at),
        *Front.objects.filter(until__gt=at).aggregate(Min("until")).values(),
    ]
    return min((moment for moment in moments if moment is not None), default=None)


def _lifts_of_works(at: datetime) -> Iterable[datetime]:
    held = EmbargoedWork.objects.filter(embargo__lifts_at__gt=at)
    return held.aggregate(Min("embargo__lifts_at")).values()


def _numbers(rows: QuerySet, column: str) -> Iterable[int]:
    known = rows.filter(**{f"{column}__isnull": False}).order_by()
    return known.values_list(column, flat=True).distinct()
