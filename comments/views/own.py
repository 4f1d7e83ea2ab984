"""A writer's own comment, reached by the signed link that sending it gave: what became of it,
other words, taking it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comments import opening, ownership, threads, tokens, waiting
from comments.forms import WordsForm
from comments.models import Comment
from comments.moderation import DecidedFirst
from comments.origin import is_cross_site, without_cookie
from comments.states import State
from comments.views.answers import private, private_page
from core.errors import Refused

_WAITING = frozenset({State.HELD, State.CHECKING})


@require_safe
def received(request: HttpRequest, word: str) -> HttpResponse:
    """What became of a comment that was sent; for a quarter of an hour with its words."""
    at = timezone.now()
    comment, is_fresh = _own(word, at=at)
    is_waiting = comment.state in _WAITING
    context = _about(comment, word, at=at)
    entry = threads.entry(comment, edition=context["edition"])
    context |= {
        "entry": entry if is_fresh and comment.text else None,
        "is_waiting": is_waiting,
        "is_unconfirmed": comment.state == State.UNCONFIRMED,
        "is_withdrawn": comment.state == State.WITHDRAWN,
        "wait": waiting.sentence(waiting.usual_wait()) if is_waiting else "",
        "may_revise": ownership.may_revise(comment, at=at),
        "may_withdraw": ownership.may_withdraw(comment),
    }
    return private_page(request, "comments/received.html", context)


@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, word: str) -> HttpResponse:
    """Other words for a comment, while it is young and unanswered."""
    at = timezone.now()
    comment, _is_fresh = _own(word, at=at)
    if request.method == "POST":
        return _change(request, comment, word, at=at)
    if not ownership.may_revise(comment, at=at):
        return HttpResponseRedirect(_address(word))
    return _words(request, comment, word, WordsForm(text=comment.text), at=at)


def _change(request: HttpRequest, comment: Comment, word: str, *, at: datetime) -> HttpResponse:
    form = WordsForm(request.POST)
    if is_cross_site(request):
        return _words(request, comment, word, form, at=at, refusal=_cross_site(), status=403)
    if not form.is_valid():
        return _words(request, comment, word, form, at=at, status=422)
    version = form.cleaned_data["version"] or 0
    try:
        ownership.revise(comment, form.cleaned_data["text"], version=version, at=at)
    except DecidedFirst:
        comment.refresh_from_db()
        refusal = _("Something happened to this comment meanwhile. Look at it and save again.")
        return _words(request, comment, word, form, at=at, refusal=refusal, status=409)
    except Refused as refused:
        return _words(request, comment, word, form, at=at, refusal=refused.message, status=409)
    return _done(word)


@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, word: str) -> HttpResponse:
    """Ask whether to take a comment back; by POST, do it."""
    at = timezone.now()
    comment, _is_fresh = _own(word, at=at)
    context = _about(comment, word, at=at) | {"may_withdraw": ownership.may_withdraw(comment)}
    if request.method != "POST":
        return private_page(request, "comments/withdraw.html", context)
    if is_cross_site(request):
        context |= {"refusal": _cross_site()}
        return private_page(request, "comments/withdraw.html", context, status=403)
    if comment.state == State.WITHDRAWN:
        return _done(word)
    try:
        ownership.withdraw(comment, at=at)
    except Refused as refused:
        context |= {"refusal": refused.message}
        return private_page(request, "comments/withdraw.html", context, status=409)
    return _done(word)


def _own(word: str, *, at: datetime) -> tuple[Comment, bool]:
    found = tokens.read_receipt(word, at=at)
    if found is None:
        raise Http404
    rows = Comment.objects.select_related("article")
    return get_object_or_404(rows, pk=found[0]), found[1]


def _about(comment: Comment, word: str, *, at: datetime) -> dict[str, Any]:
    return {
        "comment": comment,
        "edition": opening.live_edition(comment.article, at=at),
        "word": word,
    }


def _words(
    request: HttpRequest,
    comment: Comment,
    word: str,
    form: WordsForm,
    *,
    at: datetime,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    context = _about(comment, word, at=at) | {
        "form": form,
        "refusal": refusal,
        "may_revise": ownership.may_revise(comment, at=at),
    }
    return private_page(request, "comments/change.html", context, status=status)


def _address(word: str) -> str:
    return reverse("comments:received", args=[word])


def _done(word: str) -> HttpResponse:
    return private(HttpResponseRedirect(_address(word), status=303))


def _cross_site() -> str:
    return _("This came from another site. If it was you, do it from here.")
