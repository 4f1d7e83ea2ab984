"""The whole site as its readers will find it at a chosen moment, for those who may see it all."""

from __future__ import annotations

from copy import copy
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from lxml import html as lxml_html

from articles import permissions
from articles.admin.requests import DeskRequest
from articles.models import Edition
from articles.moment_field import MomentField, MomentInput
from articles.views.answers import private
from core.models import User

AT = "at"
TYPED = "%Y-%m-%dT%H:%M"
ROOM = "articles"


def as_of(model_admin: admin.ModelAdmin, request: DeskRequest, path: str = "") -> HttpResponse:
    """A reader's page as of ``at``; its links lead on to other pages as of the same moment.

    ``at`` is a wall time of the newsroom; empty is now. What the address has besides goes to the
    page. Nothing of it is stored or indexed.
    """
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if not permissions.may_look_ahead(request.user):
        raise PermissionDenied
    moment, refusal = _moment(request.GET)
    looking = _request(request, f"/{path}", moment, refusal)
    response = _answer(looking)
    if response.headers.get("Location"):
        return redirect(_link(looking.path, response.headers["Location"], looking.at_typed))
    if response.headers.get("Content-Type", "").startswith("text/html"):
        response.content = _linked(response.content, looking)
    return private(response)


def _moment(given: QueryDict) -> tuple[datetime, str]:
    """The moment asked for, or now and a sentence why it is not the one asked for."""
    typed = MomentInput().value_from_datadict(given, {}, AT)
    try:
        return MomentField(required=False).clean(typed) or timezone.now(), ""
    except ValidationError as error:
        return timezone.now(), " ".join(error.messages)


def _request(request: DeskRequest, path: str, moment: datetime, refusal: str) -> Any:
    """The same request for a reader's address, with the clock set."""
    looking: Any = copy(request)
    looking.path = looking.path_info = path
    looking.as_of = moment
    looking.as_of_refusal = refusal
    looking.at_typed = timezone.localtime(moment).strftime(TYPED)
    looking.as_of_action = request.path
    left = request.GET.copy()
    for name in (AT, f"{AT}-which"):
        left.pop(name, None)
    looking.GET = left
    return looking


def _answer(looking: Any) -> HttpResponse:
    try:
        found = resolve(looking.path)
    except Resolver404 as error:
        raise Http404 from error
    if found.app_names != [ROOM] or found.url_name == "outside":
        raise Http404
    looking.resolver_match = found
    # What stands in a browser's own copy is no answer here.
    looking.META = {
        name: value
        for name, value in looking.META.items()
        if name not in {"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"}
    }
    return found.func(looking, *found.args, **found.kwargs)


def _linked(page: bytes, looking: Any) -> bytes:
    """The page with its links to readers' pages leading to the same moment."""
    tree = lxml_html.fromstring(page)
    for link in tree.iter("a"):
        address = link.get("href")
        if address:
            link.set("href", _link(looking.path, address, looking.at_typed))
    return b"<!doctype html>\n" + lxml_html.tostring(tree, encoding="utf-8")


def _link(here: str, address: str, typed: str) -> str:
    parts = urlsplit(urljoin(here, address))
    is_ours = parts.netloc in {"", settings.SITE_HOST} and parts.scheme in {"", "http", "https"}
    if address.startswith("#") or not is_ours or parts.path.startswith(("/admin/", "/media/")):
        return address
    query = "&".join(filter(None, [parts.query, urlencode({AT: typed})]))
    anchor = f"#{parts.fragment}" if parts.fragment else ""
    ahead = reverse("admin:articles_edition_as_of_page", args=["x"]).removesuffix("x")
    return f"{ahead}{parts.path.lstrip('/')}?{query}{anchor}"


def address(edition: Edition | None, at: datetime, *, by: User) -> str:
    """Where to look at the site at the moment a scheduled edition goes live; "" for others."""
    if edition is None or edition.live_from is None or edition.live_from <= at:
        return ""
    typed = timezone.localtime(edition.live_from).strftime(TYPED)
    ahead = f"{reverse('admin:articles_edition_as_of')}?{urlencode({AT: typed})}"
    return ahead if permissions.may_look_ahead(by) else ""
