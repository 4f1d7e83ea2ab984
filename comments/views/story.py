"""The reader's doors: the comments of a story, sending one, answering one, and what became of it.

The pages set no cookie. A form is therefore not protected by a cookie's twin but by what the
browser says about where it was sent from.
"""

from __future__ import annotations

from datetime import datetime
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent
from django.db.models import BigIntegerField
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles.feed_formats import FORMS
from articles.models import Article, Edition
from articles.views.answers import feed_answer, reader_page
from comments import akismet, feeds, opening, passages, threads, tokens
from comments.bans import Banned
from comments.forms import CommentForm, form_context
from comments.limits import TooFast
from comments.models import SEGMENT, Comment
from comments.origin import is_cross_site, is_same_origin, without_cookie
from comments.submission import (
    Closed,
    Draft,
    ParentGone,
    Result,
    Sender,
    Submission,
    submit,
)
from comments.threads import THREADS
from comments.views.answers import (
    PRIVATE,
    address_of,
    article_of,
    earlier_networks_of,
    network_of,
    not_found_unless,
    page,
    private,
)
from comments.views.in_hand import in_turn
from core.errors import Refused
from core.links import absolute
from core.models import User

_UNREADABLE = (RequestDataTooBig, TooManyFieldsSent, MultiPartParserError, BadRequest)
_STATUS: dict[type[Refused], int] = {
    **{Banned: 403, Closed: 403},
    **{ParentGone: 409, TooFast: 429},
}


@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def story_comments(request: HttpRequest, article_id: int) -> HttpResponse:
    """The comments of a story on a page of their own; by POST, a new one."""
    at = timezone.now()
    article, edition = _story(article_id, at=at)
    if request.method == "POST":
        return _receive(request, article, edition, at=at)
    if edition is None:
        raise Http404
    order = _order(request)
    thread = threads.load(article, edition=edition, after=_after(request), order=order)
    context = _form(article, edition, at=at) | {
        "thread": thread,
        "order": order,
    }
    return page(request, edition, context)


@require_safe
def reply(request: HttpRequest, article_id: int, parent_id: int) -> HttpResponse:
    """The form for an answer, under the comment that is answered."""
    at = timezone.now()
    article = article_of(article_id)
    edition = opening.live_edition(article, at=at)
    if edition is None:
        raise Http404
    parent = Comment.objects.visible().filter(article=article, pk=parent_id).first()
    if parent is None:
        gone = _("That comment is not on the page any more. You can write one of your own.")
        context = _form(article, edition, at=at) | {"refusal": gone}
        return page(request, edition, context, status=404)
    return page(request, edition, _form(article, edition, at=at, parent=threads.entry(parent)))


@reader_page
def feed(request: HttpRequest, article_id: int, form: str) -> HttpResponse:
    """The newest comments under a story that readers see."""
    if form not in FORMS:
        raise Http404
    article = article_of(article_id)
    edition = not_found_unless(opening.live_edition(article, at=timezone.now()))
    channel = feeds.channel(edition, path=reverse("comments:submit", args=[article_id]))
    return feed_answer(form, channel, feeds.entries(article))


@require_safe
def permalink(request: HttpRequest, comment_id: int) -> HttpResponse:
    """The lasting address of a comment: leads to it in the page it stands on."""
    comment = get_object_or_404(Comment.objects.visible().select_related("article"), pk=comment_id)
    edition = opening.live_edition(comment.article, at=timezone.now())
    if edition is None:
        raise Http404
    return redirect(f"{_page_of(comment, edition)}#{comment.anchor}")


@require_safe
def form_token(request: HttpRequest, article_id: int) -> JsonResponse:
    """The token of a form in a stored page, asked for when a reader begins to write.

    It asks no database and says nothing about the story; a form without it is taken too.
    """
    token = tokens.issue(article_id, at=timezone.now())
    return JsonResponse({"token": token}, headers=PRIVATE)


def _story(number: int, *, at: datetime) -> tuple[Article, Edition | None]:
    """A story with the edition that readers see, in one query where there is one."""
    if number > BigIntegerField.MAX_BIGINT:
        raise Http404
    edition = opening.live_edition(number, at=at)
    return (edition.article if edition else article_of(number)), edition


def _form(
    article: Article, edition: Edition | None, *, at: datetime, **more: Any
) -> dict[str, Any]:
    """The form on a page that is made for one reader: with a token of its own."""
    return form_context(article, edition, token=tokens.issue(article.pk, at=at), **more)


def _page_of(comment: Comment, edition: Edition) -> str:
    """The story, or one of the pages of further comments."""
    before = Comment.objects.filter(
        article=edition.article,
        depth=0,
        listed=True,
        pinned__in=[False],
        path__lt=comment.path[:SEGMENT],
    ).order_by("-path")
    paths = list(before.values_list("path", flat=True)[:THREADS])
    if len(paths) < THREADS:
        return edition.get_absolute_url()
    return f"{reverse('comments:submit', args=[edition.article_id])}?after={paths[0]}"


def _receive(
    request: HttpRequest, article: Article, edition: Edition | None, *, at: datetime
) -> HttpResponse:
    if edition is None and not opening.was_public(article, at=at):
        raise Http404
    try:
        form = CommentForm(request.POST)
    except _UNREADABLE:
        return _too_large(request, article, edition, at=at)
    if is_cross_site(request):
        words = _("This came from another site. If the words are yours, send them from here.")
        return _again(request, edition, article, form, at=at, refusal=words, status=403)
    if edition is None or not opening.is_open(article):
        return _closed(request, edition, article, form, at=at)
    if not form.is_valid():
        return _again(request, edition, article, form, at=at, status=422)
    try:
        draft = _draft(form, edition, at=at)
        submission = submit(article, draft, sender=_sender(request, at), at=at)
    except Refused as refused:
        return _refused(request, edition, article, form, refused, at=at)
    if submission.result != Result.REPEATED:
        _ask_outside(request, submission.comment, edition, at=at)
    return _received(submission, at=at)


def _ask_outside(request: HttpRequest, comment: Comment, edition: Edition, *, at: datetime) -> None:
    akismet.register(
        comment,
        address=address_of(request),
        agent=request.headers.get("User-Agent", ""),
        referrer=request.headers.get("Referer", ""),
        permalink=absolute(edition.get_absolute_url()),
        at=at,
    )


def _draft(form: CommentForm, edition: Edition, *, at: datetime) -> Draft:
    data = form.cleaned_data
    article = edition.article
    return Draft(
        name=data["name"],
        email=data["email"],
        text=data["text"],
        parent_id=data["parent"],
        token=tokens.read(data["token"], article.pk, at=at),
        about=_selected(data["about"], edition, at=at),
        identity_word=data["identity"],
        wants_replies=data["replies"],
        trap=form.trap(article.pk),
    )


def _selected(offered: str, edition: Edition, *, at: datetime) -> passages.Selector:
    """The paragraph that was chosen, also in an edition replaced since; nobody quotes the story
    with words of their own."""
    words = offered.removesuffix("…")
    if not words:
        return {}
    seen = chain([edition], opening.earlier_editions(edition.article, at=at))
    return next(filter(None, (threads.passages_of(one).select(words) for one in seen)), {})


def _sender(request: HttpRequest, at: datetime) -> Sender:
    user = request.user if is_same_origin(request) else None
    return Sender(
        network_hmac=network_of(request, at=at),
        earlier_networks=earlier_networks_of(request, at=at),
        user=user if isinstance(user, User) else None,
    )


def _received(submission: Submission, *, at: datetime) -> HttpResponse:
    word = tokens.receipt(submission.comment.pk, at=at)
    answer = HttpResponseRedirect(reverse("comments:received", args=[word]), status=303)
    return private(answer)


def _refused(
    request: HttpRequest,
    edition: Edition,
    article: Article,
    form: CommentForm,
    refused: Refused,
    *,
    at: datetime,
) -> HttpResponse:
    if isinstance(refused, Closed):
        return _closed(request, edition, article, form, at=at)
    if isinstance(refused, ParentGone):
        form = CommentForm(_without_parent(form))
    status = _STATUS.get(type(refused), 409)
    answer = _again(request, edition, article, form, at=at, refusal=refused.message, status=status)
    if isinstance(refused, TooFast):
        answer["Retry-After"] = str(refused.seconds)
    return answer


def _without_parent(form: CommentForm) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["parent"] = ""
    return data


def _again(
    request: HttpRequest,
    edition: Edition | None,
    article: Article,
    form: CommentForm,
    *,
    at: datetime,
    status: int,
    refusal: str = "",
) -> HttpResponse:
    """The form once more with everything that was typed, and with a token of its own."""
    form.full_clean()
    parent_id = form.cleaned_data.get("parent")
    parent = Comment.objects.visible().filter(article=article, pk=parent_id or 0).first()
    entry = threads.entry(parent) if parent else None
    context = _form(article, edition, at=at, form=form, parent=entry)
    return page(request, edition, context | {"refusal": refusal}, status=status)


def _closed(
    request: HttpRequest,
    edition: Edition | None,
    article: Article,
    form: CommentForm,
    *,
    at: datetime,
) -> HttpResponse:
    context = _form(article, edition, at=at, form=form) | {"is_open": False}
    return page(request, edition, context, status=403)


def _too_large(
    request: HttpRequest, article: Article, edition: Edition | None, *, at: datetime
) -> HttpResponse:
    words = _(
        "What was sent is too large to read. Nothing was kept here; your browser still has it"
        " on the page before. A comment has at most %d characters."
    )
    context = _form(article, edition, at=at) | {"refusal": words % settings.COMMENT_MAX_LENGTH}
    return page(request, edition, context, status=413)


def _order(request: HttpRequest) -> str:
    order = request.GET.get("order", "")
    return order if order in threads.Order.values else threads.Order.OLDEST


def _after(request: HttpRequest) -> str:
    after = request.GET.get("after", "")
    is_path = after.isascii() and after.isalnum() and len(after) == SEGMENT
    return after.lower() if is_path else ""
