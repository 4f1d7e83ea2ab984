"""The whole site for search engines: the index of its parts, and the pages that are no stories."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from articles import sitemaps
from articles.sitemaps import Place
from core.links import absolute

PAGES = [
    "newsroom:about",
    "newsroom:corrections_policy",
    "newsroom:privacy",
    "newsroom:accessibility",
    "newsroom:follow",
]


def index(at: datetime) -> list[Place]:
    """The parts of the sitemap, each with the last change in it."""
    months = [
        Place(
            absolute(reverse("sitemap_stories", args=[part.year, part.month, part.number])),
            part.changed,
        )
        for part in sitemaps.parts(at)
    ]
    return [Place(absolute(reverse("sitemap_pages"))), *months]


def pages(at: datetime) -> list[Place]:
    """Every page for readers but the stories."""
    return [*sitemaps.lists(at), *(Place(absolute(reverse(name))) for name in PAGES)]
