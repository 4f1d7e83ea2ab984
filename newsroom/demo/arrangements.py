"""What the desk of the demo put in order: a series, and picks for the front page."""

from __future__ import annotations

from articles import arranging, series
from articles.models import Article, Front, FrontSlot, Series
from core.models import User

SERIES = "reading-a-study"
PARTS = [
    "what-an-interval-tells-you",
    "what-95-per-cent-efficacy-means",
    "what-cells-in-a-dish-can-tell-you",
]
PICKS = ["walking-after-supper", "double-helix-one-page", "seven-questions-about-a-famous-title"]


def load(*, by: User) -> None:
    """Make the series and the front page's arrangement, where they are missing."""
    if not Series.objects.filter(slug=SERIES).exists():
        made = Series.objects.create(
            slug=SERIES,
            title="Reading a study",
            description="Three short lessons, each with a study in hand.",
        )
        series.arrange(made, _stories(PARTS), by=by)
    if not Front.objects.filter(section=None).exists():
        front = Front.objects.create()
        picks = {FrontSlot.Place.PICK.value: _stories(PICKS)}
        arranging.arrange(front, picks, by=by, version=front.version)


def _stories(slugs: list[str]) -> list[Article]:
    found = Article.objects.filter(latest__slug__in=slugs).select_related("latest")
    by_slug = {article.latest.slug: article for article in found if article.latest}
    return [by_slug[slug] for slug in slugs if slug in by_slug]
