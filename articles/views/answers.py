"""What all reader's pages have in common: they are read, never written, and never stale."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from datetime import datetime
from functools import wraps
from typing import Any, overload

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.utils.http import http_date, parse_http_date_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.feed_formats import FORMS, Channel, Entry
from core.pages.rendering import NUMBERS, PARAMETERS
from core.pagination import LAST_PAGE, NoSuchPage
from literature.formatting import STYLES

View = Callable[..., HttpResponse]
Asked = dict[str, Container[str]]

PAGE: Asked = {"page": NUMBERS}
STYLE: Asked = {"style": STYLES}


def moment_of(request: HttpRequest) -> datetime:
    """The moment a page is made for: now, or the one the desk looks ahead to."""
    return getattr(request, "as_of", None) or timezone.now()


def dated(response: HttpResponse, moments: Iterable[datetime | None]) -> HttpResponse:
    """Say that what it shows last changed at the latest of these (RFC 9110, 8.8.2).

    It is for readers that ask by date. Whoever asks by ETag also learns of what has no date, such
    as a new name of a topic or a story that is gone.
    """
    latest = max((moment for moment in moments if moment), default=None)
    if latest:
        response.headers["Last-Modified"] = http_date(latest.timestamp())
    return response


def feed_answer(form: str, channel: Channel, entries: Sequence[Entry]) -> HttpResponse:
    """The feed in this form, with the moment of its last change."""
    written = FORMS[form].write(channel, entries)
    response = HttpResponse(written, content_type=f"{FORMS[form].media_type}; charset=utf-8")
    return dated(response, (at for one in entries for at in (one.updated, one.placed)))


def absent(
    request: HttpRequest, *, title: str, sentence: str, way: str, way_words: str
) -> HttpResponse:
    """404 where we know what was looked for: says so, and leads to where it goes on."""
    context = {"title": title, "sentence": sentence, "way": way, "way_words": way_words}
    return render(request, "articles/absent.html", context, status=404)


def _no_such_page(request: HttpRequest, asked: str) -> HttpResponse:
    others = request.GET.copy()
    others.pop("page", None)
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= 2 * len(str(LAST_PAGE))
    return absent(
        request,
        title=_("This list has no page %s") % asked if is_number else _("There is no such page"),
        sentence=_("The list may have become shorter, or the number in the address is mistyped."),
        way=f"{request.path}?{others.urlencode()}" if others else request.path,
        way_words=_("First page of this list"),
    )


def private(response: HttpResponse) -> HttpResponse:
    """A page for one person: never stored, never indexed, its address told to nobody."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Cache-Control"] = "private, no-store"
    # "no-referrer" would hide the origin of an answer from the check against forged forms.
    response.headers["Referrer-Policy"] = "same-origin"
    del response.headers["ETag"]
    return response


@overload
def reader_page(view: View) -> View: ...


@overload
def reader_page(*, asked: Asked) -> Callable[[View], View]: ...


def reader_page(
    view: View | None = None, *, asked: Asked | None = None
) -> View | Callable[[View], View]:
    """A page for everybody: GET and HEAD only, the same for all.

    The site keeps it until something it shows changes (``core.pages``): it may depend on its
    address, on the values in ``asked`` and on nothing else of the request.
    Browsers and proxies may keep it, but ask each time whether it still holds (RFC 9111, 5.2.2.4;
    RFC 9110, 13.1.2): a story may be corrected or withdrawn at any moment.
    """
    if view is None:
        return lambda found: _reader_page(found, asked or {})
    return _reader_page(view, asked or {})


def _reader_page(view: View, asked: Asked) -> View:
    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "\0" in request.path:
            raise Http404  # PostgreSQL takes no such text
        try:
            response = view(request, *args, **kwargs)
        except NoSuchPage as missing:
            response = _no_such_page(request, missing.asked)
        if response.has_header("Cache-Control"):
            return response
        patch_cache_control(response, public=True, no_cache=True)
        if response.status_code != HttpResponse.status_code:
            return response
        set_response_etag(response)
        modified = parse_http_date_safe(response.get("Last-Modified", ""))
        return get_conditional_response(
            request, etag=response["ETag"], last_modified=modified, response=response
        )

    setattr(answer, PARAMETERS, asked)
    return answer
