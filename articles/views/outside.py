"""The page for somebody outside who was asked: the story as it will be read, and two answers.

It is for one person: never stored, never indexed, and its address is told to nobody.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from articles import outside
from articles.models import OutsideEvent, OutsideLink
from articles.reading import before_publication
from articles.views.answers import private
from core.errors import Refused

LONGEST_NOTE = 4_000
ANSWERS = {"agree": OutsideEvent.Kind.AGREED, "ask": OutsideEvent.Kind.ASKED}


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the edition and logs that it was opened; POST takes an answer."""
    at = timezone.now()  # the real clock: the link ends by it
    link = outside.find(token, at=at)
    if link is None:
        return private(render(request, "articles/outside_ended.html", status=404))
    refusal = ""
    if request.method == "POST":
        try:
            _answer(request, link)
        except Refused as refused:
            refusal = refused.message
        else:
            return private(redirect(request.path))
    elif request.method == "GET":
        outside.note_opened(link, at=at)
    context = _context(link, at) | {
        "refusal": refusal,
        "typed": request.POST.get("note", "")[:LONGEST_NOTE],
    }
    status = 422 if refusal else 200
    return private(render(request, "articles/outside.html", context, status=status))


def _answer(request: HttpRequest, link: OutsideLink) -> None:
    kind = ANSWERS.get(request.POST.get("answer", ""), OutsideEvent.Kind.ASKED)
    given = request.POST.get("version", "")
    version = int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0
    note = request.POST.get("note", "").replace("\0", "")[:LONGEST_NOTE]
    outside.answer(link, kind, version=version, note=note)


def _context(link: OutsideLink, at: Any) -> dict[str, Any]:
    edition = link.edition
    version = edition.version
    story = before_publication(edition, at)
    answers = [one for one in link.events.all() if one.kind != OutsideEvent.Kind.OPENED]
    return {
        "link": link,
        "story": story,
        "edition": edition,
        "article": edition.article,
        "crumbs": [],
        "current_root": story.sections[0],
        "version": version,
        "answer": answers[-1] if answers else None,
    }
