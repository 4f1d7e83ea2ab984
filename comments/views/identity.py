"""What the links in letters lead to: pages with a button. Opening one changes nothing."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from comments import confirming, identities, letters, opening, tokens
from comments.origin import without_cookie
from comments.views.answers import private_page
from core.errors import Refused


@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, word: str) -> HttpResponse:
    """Ask for the click that proves an address; by POST, keep it."""
    at = timezone.now()
    comment = confirming.find(word, at=at)
    if comment is None:
        return private_page(request, "comments/confirm.html", {"is_over": True}, status=404)
    edition = opening.live_edition(comment.article, at=at)
    context: dict[str, Any] = {"edition": edition, "comment": comment}
    if request.method != "POST":
        return private_page(request, "comments/confirm.html", context)
    try:
        identity = confirming.confirm(comment, at=at)
    except Refused as refused:
        context |= {"refusal": refused.message}
        return private_page(request, "comments/confirm.html", context, status=409)
    context |= {"word": identities.word_of(identity), "receipt": tokens.receipt(comment.pk, at=at)}
    return private_page(request, "comments/confirmed.html", context)


@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def quiet(request: HttpRequest, word: str) -> HttpResponse:
    """Ask whether to write no more about replies; by POST, also a mail program's, do it."""
    hashed = tokens.read_letter_word(word, letters.QUIET, at=timezone.now())
    if hashed is None:
        raise Http404
    is_done = request.method == "POST"
    if is_done:
        letters.silence(hashed)
    return private_page(request, "comments/quiet.html", {"is_done": is_done})
