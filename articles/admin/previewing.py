"""An edition as its readers will get it, alone on a page or in a frame beside its form."""

from __future__ import annotations

from typing import Any

from csp.constants import SELF
from django.contrib import admin
from django.http import HttpResponse, HttpResponseNotAllowed, QueryDict
from django.utils import timezone
from lxml import html as lxml_html

from articles import autosave, body, editions
from articles.admin import posted
from articles.admin.requests import DeskRequest
from articles.admin.sheets import edition_or_404
from articles.conflicts import BODY
from articles.models import Edition
from articles.reading import Story, before_publication
from articles.views.answers import private
from articles.views.story import story_page
from core.errors import Refused
from core.models import User

BESIDE, TYPED = "beside", "typed"
WORDS = ("headline", "standfirst", "note_at_foot", "lead_caption")
FRAMES = {"frame-src": [SELF]}


def preview(model_admin: admin.ModelAdmin, request: DeskRequest, pk: int) -> HttpResponse:
    """An edition as its readers would get it, for the desk alone.

    ``?beside`` fits it for a frame of our own; ``?typed`` shows the words that this person typed
    and did not save yet, and the rest as it was saved. Nothing of it is stored or indexed.
    """
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    edition = edition_or_404(model_admin, request, pk)
    if TYPED in request.GET:
        _take_typing(edition, by=request.user)
    page = _framed if BESIDE in request.GET else story_page
    return private(page(request, before_publication(edition, timezone.now())))


def _take_typing(edition: Edition, *, by: User) -> None:
    """Give the edition, in memory alone, the words kept of somebody's typing."""
    buffer = autosave.find(edition, by=by)
    if buffer is None:
        return
    typed = posted.snapshot(QueryDict(buffer.form))
    for name in WORDS:
        setattr(edition, name, typed[name])
    try:
        rendered = body.render(typed[BODY], editions.citation_keys(edition))
    except Refused:
        return  # a text that cannot be saved is not shown either
    edition.body_html, edition.body_text = rendered.html, rendered.text


def _framed(request: DeskRequest, story: Story) -> HttpResponse:
    """The page for a frame of our own form: links open elsewhere, and no script is left."""
    response: Any = story_page(request, story)
    tree = lxml_html.fromstring(response.content)
    for script in list(tree.iter("script")):
        script.drop_tree()
    for link in tree.iter("a"):
        if not link.get("href", "#").startswith("#"):
            link.set("target", "_blank")
            link.set("rel", "noopener")
    response.content = b"<!doctype html>\n" + lxml_html.tostring(tree, encoding="utf-8")
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_replace = {"frame-ancestors": [SELF]}
    return response
