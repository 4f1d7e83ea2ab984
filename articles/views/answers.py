"""What all reader's pages have in common: they are read, never written, and may be kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

# Seconds a browser or proxy may keep a page. Short: a story may be withdrawn at any moment.
KEPT_FOR = 60

View = Callable[..., HttpResponse]


def reader_page(view: View) -> View:
    """A page for everybody: GET and HEAD only, the same for all, kept for a minute."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "\0" in request.path:
            raise Http404  # PostgreSQL takes no such text
        response = view(request, *args, **kwargs)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, public=True, max_age=KEPT_FOR)
        return response

    return answer
