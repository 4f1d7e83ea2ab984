"""How many comments this process has in hand: a flood of them leaves threads for readers' pages.

One is worked on, the others wait for their turn, briefly. Who comes when every place is taken is
answered at once, without the database, and gets the words back to send them again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import BoundedSemaphore, Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from comments.views.answers import private
from core.typed import typed

RETRY_SECONDS = 5
PATIENCE = 10.0  # seconds a comment waits for the one before it
places = BoundedSemaphore(max(1, settings.COMMENT_AT_ONCE))
turn = Lock()
View = Callable[..., HttpResponse]


def in_turn(view: View) -> View:
    """Let the view take one form after the other, while a place is free; a GET needs none."""

    @wraps(view)
    def inner(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        if not places.acquire(blocking=False):
            return _busy(request)
        try:
            if not turn.acquire(timeout=PATIENCE):
                return _busy(request)
            try:
                return view(request, *args, **kwargs)
            finally:
                turn.release()
        finally:
            places.release()

    return inner


def _busy(request: HttpRequest) -> HttpResponse:
    """429 and no 5xx: nothing is broken, too much was sent at once (RFC 6585, section 4)."""
    context = {"typed": typed(request), "path": request.path}
    site = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    page = render_to_string("comments/busy.html", site | context)
    answer = private(HttpResponse(page, status=429))
    answer["Retry-After"] = str(RETRY_SECONDS)
    return answer
