"""A CDN before the site: it alone is told the tags of a page, and how long it may keep it.

It shows by a key in its requests that it is the one. Readers, and nginx, get neither header.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.crypto import constant_time_compare

from core.pages.board import EVERYTHING
from core.pages.page import Header, Page
from core.pages.tags import ANY, Shown

KEY = "HTTP_X_CDN_KEY"
# The header for tags -> the sign between them, and the header that a CDN believes about time:
# Fastly's (www.w3.org/TR/edge-arch), and RFC 9213's.
HEADERS = {
    "Surrogate-Key": (" ", "Surrogate-Control"),
    "Cache-Tag": (",", "CDN-Cache-Control"),
}
ALL = "everything"


def names(tags: Iterable[str]) -> list[str]:
    """Tags as a CDN knows them."""
    return sorted(ALL if tag == EVERYTHING else tag for tag in tags)


def label(shown: Shown) -> str:
    """The tags of a page that was made, in one line; empty where no CDN is told."""
    if not settings.CDN_KEY:
        return ""
    return HEADERS[settings.CDN_TAG_HEADER][0].join(names({*(shown.tags or {ANY}), EVERYTHING}))


class Edge:
    """The CDN that the settings name."""

    def __init__(self) -> None:
        self._key = settings.CDN_KEY
        self._tags = settings.CDN_TAG_HEADER
        self._time = HEADERS[self._tags][1]

    def is_asking(self, environ: dict[str, Any]) -> bool:
        """Whether this request comes from it."""
        told = environ.get(KEY)
        return told is not None and constant_time_compare(told, self._key)

    def headers(self, page: Page, now: float) -> list[Header]:
        """What it is told of a page at ``now``: its tags, and the seconds it may keep it."""
        seconds = max(0, min(settings.CDN_SECONDS, int(page.ends - now)))
        return [(self._tags, page.tags), (self._time, f"max-age={seconds}")]


def known() -> Edge | None:
    """The CDN, where there is one."""
    return Edge() if settings.CDN_KEY else None
