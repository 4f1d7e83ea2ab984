"""What a moderator does beside deciding: says what they read, writes notes, chooses keys."""

from __future__ import annotations

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comments import claims, digests, keys, notes, permissions, ready
from comments.admin.views import asks, find, render_desk, way_to
from comments.desk_models import DigestSetting
from core.errors import Refused

_SHOWN_AT_ONCE = 50


@asks(permissions.may_moderate)
@require_POST
def claim(request):
    """Take or renew the lease on one comment, and tell what others do with those on the page."""
    at = timezone.now()
    number = _number(request.POST.get("comment", ""))
    if number:
        claims.claim(number, by=request.user, at=at)
    else:
        claims.release(by=request.user, only=_number(request.POST.get("left", "")))
    shown = [_number(word) for word in request.POST.get("shown", "").split(",")[:_SHOWN_AT_ONCE]]
    return JsonResponse({"said": claims.changes(filter(None, shown), user=request.user, at=at)})


@asks(permissions.may_moderate)
@require_safe
def ready_messages(request):
    """The ready-made message for each reason, for the form that rejects."""
    return JsonResponse({"messages": ready.messages()})


@asks(permissions.may_moderate)
@require_POST
def note(request, comment_id):
    """Keep a note on a comment or its writer, then lead back to where it was written."""
    comment = find(comment_id)
    try:
        notes.add(
            comment,
            request.POST.get("text", ""),
            by=request.user,
            about_writer=request.POST.get("about") == "writer",
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The note is kept. Readers never see it."))
    return redirect(way_to(comment, request.POST))


@asks(permissions.may_moderate)
@require_http_methods(["GET", "HEAD", "POST"])
def choose_keys(request):
    """The keys of the queue, one field for each act."""
    mine = keys.of(request.user)
    refused = None
    if request.method == "POST":
        chosen = {act: request.POST.get(act, "")[:5] for act in keys.ACTS}
        try:
            keys.choose(request.user, chosen, is_on="is_on" in request.POST)
        except Refused as refusal:
            refused = refusal
            typed = [keys.Key(key.act, chosen[key.act], key.label) for key in mine.all]
            mine = keys.Keys(is_on="is_on" in request.POST, all=typed)
        else:
            messages.success(request, _("Your keys are kept."))
            return redirect("admin:comments_comment_changelist")
    context = {"title": _("Keys of the queue"), "keys": mine, "refused": refused}
    status = 422 if refused else 200
    return render_desk(request, "admin/comments/comment/keys.html", context, status=status)


@asks(permissions.may_moderate)
@require_http_methods(["GET", "HEAD", "POST"])
def choose_letters(request):
    """How often this moderator is written to about what waits."""
    refused = None
    if request.method == "POST":
        try:
            digests.choose_pace(request.user, request.POST.get("pace", ""))
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, _("Kept. The next letter goes by it."))
            return redirect("admin:comments_comment_changelist")
    context = {
        "title": _("Letters about held comments"),
        "pace": digests.pace_of(request.user),
        "paces": DigestSetting.Pace.choices,
        "refused": refused,
    }
    status = 422 if refused else 200
    return render_desk(request, "admin/comments/comment/letters.html", context, status=status)


def _number(word: str) -> int | None:
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 18 else None
