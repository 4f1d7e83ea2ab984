"""Pages that belong to the site as a whole: its promises, its health, its errors."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

from articles import misses
from articles import sitemaps as story_maps
from articles.sitemaps import Place
from articles.views.answers import dated, reader_page
from comments import fingerprints
from core.typed import typed
from newsroom import away, sitemaps
from newsroom.health import report
from taxonomy.tree import SectionTree

# Pictures are named by their content, so a name never gets another content.
A_YEAR = 31_536_000
_NEVER_KEPT = {"Cache-Control": "no-store"}


@reader_page
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "newsroom/about.html", {"canonical": request.path})


@reader_page
def corrections_policy(request: HttpRequest) -> HttpResponse:
    return render(request, "newsroom/corrections_policy.html", {"canonical": request.path})


@reader_page
def privacy(request: HttpRequest) -> HttpResponse:
    context = {
        "canonical": request.path,
        "address_days": settings.COMMENT_ADDRESS_DAYS,
        "key_months": settings.COMMENT_KEY_MONTHS,
        "fingerprint_months": fingerprints.longest(),
        "edit_minutes": settings.COMMENT_EDIT_MINUTES,
        "withdrawn_days": settings.COMMENT_WITHDRAWN_DAYS,
        "rejected_days": settings.COMMENT_REJECTED_DAYS,
        "erasure_hours": settings.COMMENT_ERASURE_HOURS,
        "must_confirm": settings.COMMENT_CONFIRM,
    }
    return render(request, "newsroom/privacy.html", context)


@reader_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """What can be used by whom, and whom to tell when something cannot."""
    return render(request, "newsroom/accessibility.html", {"canonical": request.path})


@reader_page
def follow(request: HttpRequest) -> HttpResponse:
    """Every way to follow the site without giving an address."""
    tree = request.section_tree = SectionTree.load()
    context = {"canonical": request.path, "sections": tree.menu}
    return render(request, "newsroom/follow.html", context)


@reader_page
def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")


@reader_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """The parts of the sitemap."""
    return _map(request, sitemaps.index(timezone.now()), template="feeds/sitemap_index.xml")


@reader_page
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """Every page but the stories."""
    return _map(request, sitemaps.pages(timezone.now()))


@reader_page
def sitemap_stories(request: HttpRequest, year: int, month: int, number: int) -> HttpResponse:
    """Some of the stories of a month."""
    places = story_maps.stories(year, month, number, at=timezone.now())
    if not places:
        raise Http404
    return _map(request, places)


@reader_page
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """The stories of the last two days."""
    language = settings.LANGUAGE_CODE.partition("-")[0]
    stories = story_maps.news(timezone.now())
    response = _xml(request, "feeds/news_sitemap.xml", {"stories": stories, "language": language})
    return dated(response, (story.placed for story in stories))


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 while this process answers; for whoever restarts it, never kept."""
    return JsonResponse({"status": "ok"}, headers=_NEVER_KEPT)


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 while readers can be sent here, else 503; for load balancers, never kept."""
    found, serves = report()
    status = 200 if serves else 503
    return JsonResponse(found, status=status, headers=_NEVER_KEPT)


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of the picture library, where no other server hands them out."""
    response: HttpResponseBase
    if settings.MEDIA_BUCKET:
        response = _from_bucket(path)
    else:
        response = serve(request, path, document_root=settings.MEDIA_ROOT)
    if response.status_code >= 500:
        return response
    patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    return response


def _from_bucket(path: str) -> HttpResponse | FileResponse:
    try:
        return FileResponse(default_storage.open(path))
    except FileNotFoundError as error:
        raise Http404 from error
    except OSError:  # the bucket does not answer
        return HttpResponse(status=503, headers=_NEVER_KEPT)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponse(_page("400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponse(_page("403.html"), status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return HttpResponse(_page("403.html"), status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    misses.note(request.path)
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault; or the database is away, and then what was typed comes back."""
    if not away.is_away(sys.exc_info()[1]):
        return HttpResponse(_page("500.html"), status=500)
    page = _page("503.html", typed=typed(request), path=request.path)
    later = {"Retry-After": str(away.RETRY_SECONDS), **_NEVER_KEPT}
    return HttpResponse(page, status=503, headers=later)


def _map(
    request: HttpRequest, places: list[Place], *, template: str = "feeds/sitemap.xml"
) -> HttpResponse:
    response = _xml(request, template, {"places": places})
    return dated(response, (place.changed for place in places))


def _xml(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, content_type="application/xml; charset=utf-8")


def _page(template: str, **more: Any) -> str:
    """A page that asks neither the database nor the request, because these may be what failed."""
    context = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    return render_to_string(template, context | more)
