"""The heartbeat of an open form: typing is kept, and who else is there is told.

Posts come from the script of the form every few seconds; everything works without them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import autosave, comparison, conflicts, permissions, presence
from articles.admin import posted
from articles.admin.requests import DeskRequest
from articles.admin.sheets import edition_or_404, sheet
from articles.models import Edition
from articles.views.answers import private
from core.errors import Refused

RESTORE = "_restore"
NOT_TEXT = ("csrfmiddlewaretoken", "_typed", "_beat")
LONGEST_NUMBER = 9


def beat(model_admin: admin.ModelAdmin, request: DeskRequest, pk: int) -> HttpResponse:
    """Keep what was typed in the form of an edition and say who else has it open."""
    edition = edition_or_404(model_admin, request, pk)
    if not permissions.may_edit(request.user, edition):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    at = timezone.now()
    has_typed = "_typed" in request.POST
    said = _keep(request, edition, at) if has_typed else {}
    own = presence.beat(edition, by=request.user, has_typed=has_typed, at=at)
    there = presence.others(edition, besides=request.user, at=at)
    said |= {
        "others": presence.sentence(there),
        "mayTakeOver": bool(there) and all(presence.is_idle(one, at) for one in there),
        "gaveWay": _gave_way(own),
        "isOld": request.POST.get("opened_version", "") != str(edition.version)
        and not edition.is_frozen,
    }
    return JsonResponse(said)


def beat_new(model_admin: admin.ModelAdmin, request: DeskRequest) -> HttpResponse:
    """The same for a story that was never saved."""
    if not permissions.may_write(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    return JsonResponse(_keep(request, None, timezone.now()) if "_typed" in request.POST else {})


def _keep(request: DeskRequest, edition: Edition | None, at: datetime) -> dict[str, Any]:
    typed = request.POST.copy()
    for name in NOT_TEXT:
        typed.pop(name, None)
    given = request.POST.get("opened_version", "")
    is_number = given.isascii() and given.isdigit() and len(given) <= LONGEST_NUMBER
    try:
        autosave.keep(
            edition,
            by=request.user,
            version=int(given) if is_number else 0,
            form=typed.urlencode(),
            at=at,
        )
    except Refused as refused:
        return {"notKept": refused.message}
    return {"kept": _("Typing kept %s") % _clock(at)}


def _clock(moment: datetime) -> str:
    return str(format_date(timezone.localtime(moment), "H:i:s T"))


def _gave_way(own: Any) -> str:
    if own.gave_way_to is None:
        return ""
    return (
        _("%s goes on writing. What you save is compared with it; nothing is lost.")
        % own.gave_way_to.short_name
    )


def drop(model_admin: admin.ModelAdmin, request: DeskRequest, pk: int = 0) -> HttpResponse:
    """Throw away what was kept of one's own typing."""
    if not permissions.may_write(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    edition = edition_or_404(model_admin, request, pk) if pk else None
    autosave.drop(edition.pk if edition else None, by=request.user)
    messages.success(request, _("The typing is thrown away. This is what was saved last."))
    return _back(pk)


def differs(model_admin: admin.ModelAdmin, request: DeskRequest, pk: int = 0) -> HttpResponse:
    """What was typed and never saved against what was saved last, field by field."""
    if not permissions.may_write(request.user):
        raise PermissionDenied
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    edition = edition_or_404(model_admin, request, pk) if pk else None
    buffer = autosave.find(edition, by=request.user)
    if buffer is None:
        messages.info(request, _("Nothing of your typing is kept here."))
        return _back(pk)
    saved = edition or Edition()
    typed = posted.snapshot(QueryDict(buffer.form))
    context = {
        "title": _("What differs"),
        "edition": edition,
        "buffer": buffer,
        "moved_on": not saved.is_frozen and buffer.version != (edition.version if edition else 0),
        "comparison": comparison.compare_snapshots(conflicts.snapshot(saved), typed),
    }
    return private(sheet(model_admin, request, "kept", context))


def take_over(model_admin: admin.ModelAdmin, request: DeskRequest, pk: int) -> HttpResponse:
    """Go on writing where somebody left the form open."""
    edition = edition_or_404(model_admin, request, pk)
    if not permissions.may_edit(request.user, edition):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        presence.take_over(edition, by=request.user)
    except Refused as refused:
        messages.warning(request, refused.message)
    else:
        messages.success(request, _("You go on writing. The others are told."))
    return _back(pk)


def _back(pk: int) -> HttpResponse:
    if pk:
        return redirect("admin:articles_edition_change", pk)
    return redirect("admin:articles_edition_add")


def put_back(request: DeskRequest, object_id: str | None) -> None:
    """Let what was kept take the place of the post, where that is asked for. Nothing is saved."""
    if request.method != "POST" or RESTORE not in request.POST:
        return
    number = object_id if object_id and object_id.isascii() and object_id.isdigit() else None
    edition = Edition.objects.filter(pk=number).first() if number else None
    buffer = autosave.find(edition, by=request.user)
    if buffer is None:
        request.method = "GET"
        return
    typed = QueryDict(buffer.form, mutable=True)
    typed[RESTORE] = "1"
    request.POST = typed


def offer(request: DeskRequest, edition: Edition | None, at: datetime) -> dict[str, Any]:
    """What the form says of typing that was never saved."""
    is_back = request.method == "POST"
    buffer = None if is_back else autosave.find(edition, by=request.user, at=at)
    return {"buffer": buffer, "is_put_back": is_back and RESTORE in request.POST}
