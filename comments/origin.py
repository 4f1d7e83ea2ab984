"""Where a form was sent from, by what the browser says. For pages that set no cookie.

Django's own guard compares a token with a cookie; a page without a cookie has no such pair.
This is the one module that switches it off, and what stands in its place.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]


def without_cookie(view: View) -> View:
    """Mark a view that takes forms without a cookie. It asks ``is_cross_site`` before it acts, and
    trusts a signed-in account only where ``is_same_origin``."""
    return csrf_exempt(view)


def is_cross_site(request: HttpRequest) -> bool:
    """Whether the browser says that another site sent this. Silence is no proof of it."""
    if request.headers.get("Sec-Fetch-Site", "") == "cross-site":
        return True
    origin = request.headers.get("Origin", "")
    return origin not in {"", "null"} and not _is_ours(request, origin)


def is_same_origin(request: HttpRequest) -> bool:
    """Whether the browser vouches that a page of ours sent this."""
    origin = request.headers.get("Origin", "")
    return request.headers.get("Sec-Fetch-Site") == "same-origin" or _is_ours(request, origin)


def _is_ours(request: HttpRequest, origin: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.netloc in {request.get_host(), urlsplit(settings.SITE_URL).netloc}
