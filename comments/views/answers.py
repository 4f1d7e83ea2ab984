"""What the readers' doors have in common: answers for one person, and who sent what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.models import Article, Edition
from comments.fingerprints import earlier_network_hmacs, network_hmac

PRIVATE = {"Cache-Control": "no-store, private", "X-Robots-Tag": "noindex"}


def private(response: HttpResponse) -> HttpResponse:
    """Mark an answer that is for one reader: kept nowhere, found by no search engine."""
    for name, value in PRIVATE.items():
        response[name] = value
    return response


def private_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page for one reader."""
    return private(render(request, template, context, status=status))


def page(
    request: HttpRequest, edition: Edition | None, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page around the form. Without an edition it names no headline."""
    whole = {"edition": edition, **context}
    return private_page(request, "comments/form_page.html", whole, status=status)


def not_found_unless(edition: Edition | None) -> Edition:
    """The edition that readers see; without one the page is not there."""
    if edition is None:
        raise Http404
    return edition


def article_of(article_id: int) -> Article:
    """The story with this number, whatever its state; its text is never shown from here."""
    rows = Article.objects.all()  # past the gate: readers are shown live_edition() or nothing
    return get_object_or_404(rows, pk=article_id)


def network_of(request: HttpRequest, *, at: datetime) -> str:
    """The keyed hash of the reader's network."""
    return network_hmac(address_of(request), at=at)


def earlier_networks_of(request: HttpRequest, *, at: datetime) -> tuple[str, ...]:
    """The hashes of the reader's network under the keys of the months before."""
    return earlier_network_hmacs(address_of(request), at=at)


def address_of(request: HttpRequest) -> str:
    """The reader's network address. Behind our own proxy it is the last one that proxy noted."""
    noted = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_PROXY_SSL_HEADER and noted:
        return noted.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
