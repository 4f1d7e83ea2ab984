"""The moderators' pages: the queue, one comment with its history, and the forms that decide.

Each act is a POST that says which version it saw. A GET shows and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Article
from comments import (
    claims,
    floods,
    holding,
    keys,
    moderation,
    modes,
    permissions,
    queue,
    ready,
    warnings,
)
from comments.admin.first import change_of, who_was_first
from comments.models import Comment, Decision
from comments.moderation import DecidedFirst
from comments.queue import Card, Filters
from comments.reasons import NEEDS_NOTE, Reason
from comments.settling import UNDO
from comments.states import State
from core.errors import Refused
from core.models import User

# What the buttons are called, and where each leads.
VERDICTS = {
    "approve": State.APPROVED,
    "feature": State.APPROVED,
    "reject": State.REJECTED,
    "spam": State.SPAM,
    "hold": State.HELD,
}
_VERBS = {
    "approve": gettext_lazy("approve"),
    "feature": gettext_lazy("approve and feature"),
    "reject": gettext_lazy("reject"),
    "spam": gettext_lazy("mark as spam"),
    "hold": gettext_lazy("take back"),
    "undo": gettext_lazy("undo"),
}
_AT_ONCE = 100
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a form asks for."""

    name: str
    version: int
    reason_code: str = ""
    note: str = ""
    message: str = ""

    @classmethod
    def read(cls, data: QueryDict) -> Verdict:
        version = data.get("version", "")
        return cls(
            name=data.get("verdict", ""),
            version=int(version) if version.isascii() and version.isdigit() else 0,
            reason_code=data.get("reason_code", ""),
            note=data.get("note", "")[:2_000],
            message=_message(data) if data.get("tell") else "",
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one comment of several."""

    card: Card
    is_done: bool
    sentence: str


def asks(may: Callable[[Any], bool]) -> Callable[[View], View]:
    """Refuse who lacks the right, whatever the method."""

    def wrap(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not may(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return inner

    return wrap


@asks(permissions.may_read_queue)
@require_safe
def queue_page(request):
    """The list of comments to decide on, and the lists of decided ones."""
    filters = Filters.read(request.GET.dict())
    waiting = queue.waiting()
    done = _done(request)
    page = queue.page(filters, user=request.user, at=timezone.now())
    if filters.after and not page.cards:
        return redirect(_list_address(urlencode(filters.as_query()), done))
    context = {
        "title": _("Comments"),
        "filters": filters,
        "waiting": waiting,
        "shows": _show_links(filters),
        "whys": _why_links(filters, waiting),
        "page": page,
        "back": urlencode(filters.as_query(after=filters.after)),
        "anew": urlencode(filters.as_query()),
        "next_page": urlencode(filters.as_query(after=page.after)) if page.after else "",
        "done": done,
        "reasons": Reason.choices,
        "keys": keys.of(request.user),
        "until": _until(done),
        "site_mode": modes.mode(),
        "warnings": warnings.sentences(),
        **calms(request),
        "story_mode": _story_mode(filters),
    }
    return render_desk(request, "admin/comments/comment/queue.html", context)


@asks(permissions.may_read_queue)
@require_safe
def comment_page(request, object_id):
    """One comment, who decided what about it, and the buttons."""
    comment = find(object_id)
    return _comment_page(request, comment)


@asks(permissions.may_moderate)
@require_http_methods(["GET", "HEAD", "POST"])
def decide_on_one(request, comment_id):
    """Carry out one verdict and lead back to the list; a refusal is shown beside the comment."""
    comment = find(comment_id)
    if request.method != "POST":
        return redirect("admin:comments_comment_change", comment.pk)
    verdict = Verdict.read(request.POST)
    try:
        decision = _carry_out(comment, verdict, by=request.user)
    except DecidedFirst as first:
        return _comment_page(request, find(comment_id), first=first, verdict=verdict, status=409)
    except Refused as refused:
        return _comment_page(request, comment, refused=refused, verdict=verdict, status=422)
    return redirect(_way_back(request.POST, decision, by=request.user))


@asks(permissions.may_moderate)
@require_http_methods(["GET", "HEAD", "POST"])
def decide_on_many(request):
    """Carry out one verdict on each chosen comment, and report on each."""
    picked = _picked(request.POST)
    if request.method != "POST" or not picked:
        return redirect(
            f"{reverse('admin:comments_comment_changelist')}?{back_words(request.POST)}"
        )
    verdict = Verdict.read(request.POST)
    rows = Comment.objects.select_related("article", "parent").in_bulk(list(picked))
    said = {
        number: _try(row, verdict, version=picked[number], by=request.user)
        for number, row in sorted(rows.items())
    }
    cards = queue.cards(list(rows.values()), user=request.user, at=timezone.now())
    outcomes = [Outcome(card, *said[card.comment.pk]) for card in cards]
    context = {
        "title": _("What was done"),
        "outcomes": outcomes,
        "number_done": sum(outcome.is_done for outcome in outcomes),
        "number_left": sum(not outcome.is_done for outcome in outcomes),
        "back": back_words(request.POST),
    }
    return render_desk(request, "admin/comments/comment/done.html", context)


def _carry_out(comment: Comment, verdict: Verdict, *, by: User) -> Decision:
    if verdict.name == "undo":
        newest = moderation.latest_decision(comment)
        if newest is None:
            raise Refused(_("There is nothing to undo."))
        return moderation.undo(newest, by=by, version=verdict.version)
    if verdict.name not in VERDICTS:
        raise Refused(_("Choose what to do with this comment."))
    return moderation.decide(
        comment,
        VERDICTS[verdict.name],
        by=by,
        version=verdict.version,
        reason_code=Reason.SPAM if verdict.name == "spam" else verdict.reason_code,
        note=verdict.note,
        message=verdict.message,
        featured=verdict.name == "feature",
    )


def _message(data: QueryDict) -> str:
    """What was typed for the writer, else the ready-made sentence for the reason."""
    typed = data.get("message", "").strip()[:2_000]
    return typed or ready.messages().get(data.get("reason_code", ""), "")


def _try(comment: Comment, verdict: Verdict, *, version: int, by: User) -> tuple[bool, str]:
    one = replace(verdict, version=version)
    try:
        _carry_out(comment, one, by=by)
    except DecidedFirst as first:
        comment.refresh_from_db()
        return False, who_was_first(first)
    except Refused as refused:
        return False, str(refused)
    return True, ""


def find(number) -> Comment:
    text = str(number)
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Http404
    return get_object_or_404(Comment.objects.select_related("article", "parent"), pk=int(text))


def _comment_page(
    request, comment, *, first=None, refused=None, verdict=None, status=200
) -> HttpResponse:
    (card,) = queue.cards([comment], user=request.user, at=timezone.now())
    target = VERDICTS.get(verdict.name) if verdict else None
    context = {
        "history": Decision.objects.filter(comment=comment),
        "title": _("Comment by %s") % card.name if card.name else str(comment),
        "card": card,
        "hold": holding.standing(comment),
        "may_hold": permissions.may_hold_for_law(request.user),
        "told": who_was_first(first) if first else "",
        "change": change_of(comment) if first else None,
        "verdict": verdict,
        "verb": _VERBS.get(verdict.name, "") if verdict else "",
        "may_insist": bool(first) and target in card.steps,
        "refused": refused,
        "back": back_words(request.POST),
        "reasons": Reason.choices,
        "needs_note": NEEDS_NOTE,
        "may_moderate": permissions.may_moderate(request.user),
    }
    return render_desk(request, "admin/comments/comment/comment.html", context, status=status)


def _picked(data: QueryDict) -> dict[int, int]:
    """The chosen comments with the version that was seen of each."""
    picked = {}
    for word in data.getlist("pick")[:_AT_ONCE]:
        number, _colon, version = word.partition(":")
        if f"{number}{version}".isascii() and number.isdigit() and version.isdigit():
            picked[int(number[:18])] = int(version[:18])
    return picked


def back_words(data: QueryDict) -> str:
    """The filters the moderator came from; only our own words survive."""
    return urlencode(_asked_before(data).as_query(after=_asked_before(data).after))


def way_to(comment: Comment, data: QueryDict) -> str:
    """Back to the card a form was sent from, in the list or on its own page."""
    if data.get("from") == "list":
        return f"{_list_address(back_words(data), None)}#c{comment.pk}"
    return reverse("admin:comments_comment_change", args=[comment.pk])


def _asked_before(data: QueryDict) -> Filters:
    return Filters.read(QueryDict(data.get("back", "")[:500]).dict())


def _way_back(data: QueryDict, decision: Decision, *, by: User) -> str:
    """The list the moderator came from, at the next comment that nobody else reads: it is theirs
    before the page comes, so that two who decide at once are never led to the same one."""
    there = data.get("then", "")
    wanted = [int(there)] if there.isascii() and there.isdigit() and len(there) <= 18 else []
    filters = _asked_before(data)
    following = claims.claim_first(
        [*wanted, *queue.to_decide(filters)], by=by, at=timezone.now()
    ) or next(iter(wanted), None)
    return _list_address(back_words(data), decision, following)


def _list_address(query: str, done: Decision | None, at: int | None = None) -> str:
    parts = [part for part in (query, f"done={done.pk}" if done else "") if part]
    anchor = f"#c{at}" if at else ""
    return f"{reverse('admin:comments_comment_changelist')}?{'&'.join(parts)}{anchor}"


def _done(request) -> Decision | None:
    """The decision just taken, while it is this person's and still the newest."""
    number = request.GET.get("done", "")
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        return None
    decision = Decision.objects.select_related("comment").filter(pk=int(number)).first()
    if decision is None or decision.by_id != request.user.pk:
        return None
    return decision if moderation.may_be_undone(decision, decision.comment) else None


def _story_mode(filters: Filters) -> dict[str, Any] | None:
    """How the story asked for takes comments, and how it could; None in the list of all."""
    if filters.story is None:
        return None
    article = Article.objects.filter(pk=filters.story).only("comments_mode").first()
    if article is None:
        return None
    return {"now": article.comments_mode, "choices": Article.Comments.choices}


def calms(request) -> dict[str, Any]:
    """What ``_calm.html`` expects: where comments wait for a while because very many came."""
    return {
        "calms": floods.in_force(timezone.now()),
        "minutes": settings.COMMENT_FLOOD_MINUTES,
        "may_moderate": permissions.may_moderate(request.user),
    }


def _until(done: Decision | None) -> dict[str, Any] | None:
    """The moment until which a decision has no effect outside; None once it is over."""
    if done is None or done.at + UNDO <= timezone.now():
        return None
    moment = done.at + UNDO
    return {
        "milliseconds": int(moment.timestamp() * 1000),
        "words": timezone.localtime(moment).strftime("%H:%M:%S %Z"),
    }


def _show_links(filters: Filters) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "query": urlencode({"show": show} | filters.as_query(show=show, why="")),
            "is_current": show == filters.show,
        }
        for show, label in queue.SHOWS.items()
    ]


def _why_links(filters: Filters, waiting: queue.Waiting) -> list[dict[str, Any]]:
    if filters.show != queue.HELD:
        return []
    choices = [("", _("Any reason")), *queue.WHYS.items()]
    return [
        {
            "label": label,
            "count": waiting.whys.get(why, 0),
            "query": urlencode({"show": queue.HELD} | filters.as_query(why=why)),
            "is_current": why == filters.why,
        }
        for why, label in choices
        if not why or why == filters.why or waiting.whys.get(why)
    ]


def render_desk(
    request, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    whole = {**admin.site.each_context(request), "opts": Comment._meta, **context}
    response = render(request, template, whole, status=status)
    response["Cache-Control"] = "no-store, private"
    return response
