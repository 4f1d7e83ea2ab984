"""Asks the addresses outside that stories link to, at most once a day, and keeps the answers.

The worker asks, politely: few at a time, one for each host, HEAD before GET. Nobody waits for it,
and only an address that is surely gone counts as dead.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from lxml import html as lxml_html

from articles.models import Edition, LinkAnswer
from core import http
from core.errors import OutsideFailure

State = LinkAnswer.State
GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
FRESH = timedelta(days=1)
KEPT_FOR = timedelta(days=90)
STORIES_READ = 100
LINKS_OF_A_STORY = 40
ASKED_AT_ONCE = 12
PATIENCE = 8.0  # seconds for one address


def outside_links(source: str) -> list[str]:
    """The addresses on other sites that a text links to, each once, without its mark (#)."""
    if "<a" not in source:
        return []
    own = urlsplit(settings.SITE_URL).netloc
    root = lxml_html.fragment_fromstring(source, create_parent="div")
    found = (str(link.get("href", "")).partition("#")[0] for link in root.iter("a"))
    links = [url for url in found if _is_outside(url, own)]
    return list(dict.fromkeys(links))[:LINKS_OF_A_STORY]


def _is_outside(url: str, own: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    is_web = parts.scheme in {"http", "https"} and bool(parts.netloc)
    return is_web and parts.netloc != own and len(url) <= LinkAnswer.LONGEST


def ask_due(at: datetime) -> int:
    """Ask what open stories link to and was not asked for a day; returns how many were asked."""
    LinkAnswer.objects.filter(checked_at__lt=at - KEPT_FOR).delete()
    if not settings.NETWORK:
        return 0
    chosen = _one_for_each_host(_due(at))
    for url in chosen:
        ask(url, at=at)
    return len(chosen)


def _due(at: datetime) -> list[str]:
    rows = Edition.objects.open().order_by("-updated_at", "-id")
    sources = rows.values_list("body_source", flat=True)[:STORIES_READ]
    links = dict.fromkeys(url for source in sources for url in outside_links(source))
    known = LinkAnswer.objects.filter(url__in=list(links), checked_at__gt=at - FRESH)
    fresh = set(known.values_list("url", flat=True))
    return [url for url in links if url not in fresh]


def _one_for_each_host(urls: Iterable[str]) -> list[str]:
    by_host: dict[str, str] = {}
    for url in urls:
        by_host.setdefault(urlsplit(url).netloc, url)
    return list(by_host.values())[:ASKED_AT_ONCE]


def ask(url: str, *, at: datetime) -> LinkAnswer:
    """Ask one address and keep what it answers."""
    state, said = _answer(url)
    kept, _made = LinkAnswer.objects.update_or_create(
        url=url, defaults={"state": state, "said": said[:250], "checked_at": at}
    )
    return kept


def _answer(url: str) -> tuple[str, str]:
    try:
        status = http.fetch(url, method="HEAD", timeout=PATIENCE).status
        if status >= HTTPStatus.BAD_REQUEST:
            # Many a server answers HEAD wrongly.
            status = http.fetch(url, timeout=PATIENCE).status
    except OutsideFailure as failure:
        return State.UNSURE, str(failure)
    if status in GONE:
        return State.DEAD, _("it answers %d") % status
    return (State.ALIVE if status < HTTPStatus.BAD_REQUEST else State.UNSURE), ""
