"""What the desk of the demo put in order: a series, two fronts, and what stands beside a story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils import timezone

from articles import arranging, picking, series
from articles.models import Article, Front, FrontSlot, Series
from core.models import User
from taxonomy.models import Section

SERIES = "reading-a-study"
PARTS = [
    "what-an-interval-tells-you",
    "what-95-per-cent-efficacy-means",
    "what-cells-in-a-dish-can-tell-you",
]
PICKS = ["walking-after-supper", "double-helix-one-page", "seven-questions-about-a-famous-title"]
INFECTION = {
    FrontSlot.Place.LEAD: ["air-filters-in-schools"],
    FrontSlot.Place.BESIDE: ["what-95-per-cent-efficacy-means", "soil-peptide-in-mice"],
}
BESIDE = {
    "tenecteplase-retinal-artery": ["what-an-interval-tells-you"],
    "seven-questions-about-a-famous-title": ["what-an-interval-tells-you", "the-data-nobody-saw"],
}


def load(*, by: User) -> None:
    """Make the series, the fronts and the choices, where they are missing."""
    if not Series.objects.filter(slug=SERIES).exists():
        made = Series.objects.create(
            slug=SERIES,
            title="Reading a study",
            description="Three short lessons, each with a study in hand.",
        )
        series.arrange(made, _stories(PARTS), by=by)
    _arrange(None, {FrontSlot.Place.PICK: PICKS}, by=by)
    _arrange(Section.objects.get(path="infection"), INFECTION, by=by)
    for slug, others in BESIDE.items():
        (story,) = _stories([slug])
        if not picking.picked(story):
            picking.pick(story, _stories(others), by=by, seen=[], at=timezone.now())


def _arrange(
    section: Section | None, places: Mapping[FrontSlot.Place, Sequence[str]], *, by: User
) -> None:
    front, is_new = Front.objects.get_or_create(section=section)
    if is_new:
        chosen = {place.value: _stories(slugs) for place, slugs in places.items()}
        arranging.arrange(front, chosen, by=by, version=front.version)


def _stories(slugs: Sequence[str]) -> list[Article]:
    found = Article.objects.filter(latest__slug__in=slugs).select_related("latest")
    by_slug = {article.latest.slug: article for article in found if article.latest}
    return [by_slug[slug] for slug in slugs if slug in by_slug]
