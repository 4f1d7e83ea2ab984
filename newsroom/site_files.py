"""Small files that browsers and tools look for at fixed addresses."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.views.answers import reader_page
from core.links import absolute

# The colours of the sheet static/css/tokens.css: paper, and ink on it.
PAPER = "#f3f0e6"


@reader_page
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness, as RFC 9116 says.

    It expires in a year from the beginning of this quarter, so it is the same for three months
    and never holds for longer than the year that the RFC advises.
    """
    now = timezone.now().astimezone(UTC)
    month = (now.month - 1) // 3 * 3 + 1
    expires = datetime(now.year + 1, month, 1, tzinfo=UTC)
    lines = [
        f"Contact: mailto:{settings.SITE_SECURITY_EMAIL}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        f"Preferred-Languages: {settings.LANGUAGE_CODE.partition('-')[0]}",
        f"Canonical: {absolute('/.well-known/security.txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@reader_page
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest (W3C), so that a phone can put the site on its first screen."""
    icons = [
        {"src": static("images/favicon.svg"), "sizes": "any", "type": "image/svg+xml"},
        {"src": static("images/touch-icon.png"), "sizes": "180x180", "type": "image/png"},
    ]
    data = {
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME,
        "description": settings.SITE_MOTTO,
        "lang": settings.LANGUAGE_CODE,
        "start_url": "/",
        "scope": "/",
        "display": "browser",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": icons,
    }
    return JsonResponse(data, content_type="application/manifest+json")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers that read no page ask here."""
    return HttpResponsePermanentRedirect(static("images/favicon.png"))
