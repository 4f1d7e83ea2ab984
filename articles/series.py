"""Series: their order, and what readers see of them. Hidden parts are not counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from articles.models import Article, Edition, EditionQuerySet, Series
from core import audit
from core.errors import Refused
from core.models import User

MOST_PARTS = 100


@dataclass(frozen=True)
class SeriesPlace:
    """Where a story stands in its series, as readers see it now."""

    series: Series
    number: int
    count: int
    before: Edition | None
    after: Edition | None


def parts(series: Series, *, at: datetime) -> EditionQuerySet:
    """The live editions of a series, in its order."""
    return (
        Edition.objects.live(at)
        .filter(article__series=series)
        .for_lists()
        .order_by("article__part", "sort_at", "id")
    )


def place_of(article: Article, *, at: datetime) -> SeriesPlace | None:
    """A story's place in its series; None without a series, or while it stands alone there.

    No query without a series, one with it; the series must have come with the story.
    """
    if article.series_id is None or article.series is None:
        return None
    rows = Edition.objects.live(at).filter(article__series=article.series_id)
    ordered = rows.order_by("article__part", "sort_at", "id")
    seen = list(ordered.only("headline", "path", "article_id")[:MOST_PARTS])
    index = next((n for n, part in enumerate(seen) if part.article_id == article.pk), None)
    if index is None or len(seen) < 2:
        return None
    return SeriesPlace(
        series=article.series,
        number=index + 1,
        count=len(seen),
        before=seen[index - 1] if index else None,
        after=seen[index + 1] if index + 1 < len(seen) else None,
    )


def arrange(series: Series, articles: Sequence[Article], *, by: User) -> None:
    """Make these stories the parts of the series, in this order; others leave it.

    Refuses a story that is a part of another series and more than a hundred parts. In one
    transaction: the order is written, and the log.
    """
    numbers = list(dict.fromkeys(article.pk for article in articles))
    if len(numbers) > MOST_PARTS:
        raise Refused(_("A series has at most %d parts.") % MOST_PARTS, field="addresses")
    with transaction.atomic():
        taken = Article.objects.filter(pk__in=numbers, series__isnull=False).exclude(series=series)
        other = taken.select_related("series", "latest").first()
        if other is not None:
            said = _("“%(story)s” is a part of the series “%(series)s” already.")
            raise Refused(said % {"story": other, "series": other.series}, field="addresses")
        Article.objects.filter(series=series).exclude(pk__in=numbers).update(series=None, part=None)
        for number, pk in enumerate(numbers, start=1):
            Article.objects.filter(pk=pk).update(series=series, part=number)
        audit.record(by, "series.arrange", series, data={"parts": len(numbers)})


def public(at: datetime) -> list[Series]:
    """The series that have a part readers see, by their newest part first."""
    live = Edition.objects.live(at).filter(article__series__isnull=False)
    newest = live.values("article__series").annotate(newest=Max("sort_at")).order_by("-newest")
    numbers = list(newest.values_list("article__series", flat=True)[:MOST_PARTS])
    found = Series.objects.in_bulk(numbers)
    return [found[number] for number in numbers]
