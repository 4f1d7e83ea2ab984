"""The page about the scorer and the desk: numbers, the health of rules, and a text to try."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comments import permissions, statistics
from comments.admin.views import asks, find, render_desk, way_to
from comments.marking import marked
from comments.spam import blind, estimate, memory, objections
from comments.text import normalised
from core.errors import Refused


@asks(permissions.may_moderate)
@require_http_methods(["GET", "HEAD", "POST"])
def statistics_page(request):
    """The numbers; a text that is sent here is scored and kept nowhere."""
    at = timezone.now()
    text = normalised(request.POST.get("text", "")[:5_000]) if request.method == "POST" else ""
    facts = estimate.try_text(text) if text else {}
    desk = statistics.desk(at=at)
    context = {
        "title": _("Statistics and spam"),
        "desk": desk,
        "usual": timesince(at - desk.usual_wait, at) if desk.usual_wait else "",
        "age": timesince(at - desk.queue_age, at) if desk.queue_age else "",
        "health": statistics.health(at=at),
        "scorer": statistics.scorer(),
        "text": text,
        "facts": facts,
        "points": [(part, "") for part in estimate.parts(facts)],
        "paragraphs": marked(text, estimate.marks(facts, text)),
    }
    return render_desk(request, "admin/comments/comment/statistics.html", context)


@asks(permissions.may_moderate)
@require_POST
def trust_again(request):
    """Let the scorer mark spam by itself again, after the blind check stopped it."""
    blind.trust_again(by=request.user)
    messages.success(request, _("What is surely spam is marked by itself again."))
    return redirect("admin:comments_comment_statistics")


@asks(permissions.may_moderate)
@require_POST
def object_to_rule(request, comment_id):
    """Keep that a rule is wrong about one comment, or take that back; leads back to the card."""
    comment = find(comment_id)
    wrong, right = request.POST.get("wrong", ""), request.POST.get("right", "")
    try:
        if wrong or not right:
            objections.raise_against(wrong, comment, by=request.user)
        else:
            objections.take_back(right, comment, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request,
            _("It counts against the rule. The score of this comment stays as it was.")
            if wrong
            else _("It no longer counts against the rule."),
        )
    return redirect(way_to(comment, request.POST))


@asks(permissions.may_moderate)
@require_POST
def switch_rule(request):
    """Let a rule speak, or be silent, from now on."""
    try:
        memory.switch(
            request.POST.get("code", ""), by=request.user, on=request.POST.get("to") == "on"
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The rule is switched. Comments scored before stay as scored."))
    return redirect("admin:comments_comment_statistics")
