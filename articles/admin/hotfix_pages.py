"""The pages of a hotfix: opening one, and deciding what it left open in the edition that waits."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import carrying, editions, naming, permissions
from articles.admin import saving
from articles.admin.requests import DeskRequest
from articles.admin.sheets import edition_or_404, sheet
from articles.models import CarryQuestion, Edition
from core import diff
from core.errors import Refused


def hotfix(model_admin: admin.ModelAdmin, request: DeskRequest, pk: int) -> HttpResponse:
    """Open a hotfix of the live edition, after its effect has been said."""
    edition = edition_or_404(model_admin, request, pk)
    if not permissions.may_hotfix(request.user, edition):
        raise PermissionDenied
    if request.method not in {"GET", "POST"}:
        return HttpResponseNotAllowed(["GET", "POST"])
    refusal = ""
    if request.method == "POST":
        try:
            opened = editions.open_hotfix(edition, by=request.user)
        except Refused as refused:
            refusal = refused.message
        else:
            said = _("The hotfix is open. Readers see nothing of it before it is published.")
            return saving.back_to(request, opened, said)
    at = timezone.now()
    context = {
        "title": _("Hotfix"),
        "edition": edition,
        "is_live": edition.is_live(at),
        "other": edition.article.editions.open().exclude(hotfix_of=None).first(),
        "waiting": carrying.waiting(edition.article, at=at),
        "refusal": refusal,
    }
    return sheet(model_admin, request, "hotfix", context, status=422 if refusal else 200)


def carried(model_admin: admin.ModelAdmin, request: DeskRequest, pk: int) -> HttpResponse:
    """What a hotfix changed in a waiting edition, and what is still to be decided there."""
    edition = edition_or_404(model_admin, request, pk)
    if not permissions.may_edit(request.user, edition):
        raise PermissionDenied
    if request.method not in {"GET", "POST"}:
        return HttpResponseNotAllowed(["GET", "POST"])
    refusals: dict[int, str] = {}
    if request.method == "POST":
        refusals = _decide(request, edition)
        if not refusals:
            return redirect(request.path)
    questions = carrying.open_questions(edition)
    context = {
        "title": _("What a hotfix changed"),
        "edition": edition,
        "carries": [_told(one) for one in edition.carries.select_related("hotfix")],
        "questions": _shown(questions, refusals),
        "may_decide": carrying.may_decide(request.user, edition, at=timezone.now()),
    }
    return sheet(model_admin, request, "carried", context, status=422 if refusals else 200)


def _decide(request: DeskRequest, edition: Edition) -> dict[int, str]:
    """Settle what was chosen; return the refusals by question."""
    refusals = {}
    settled = 0
    for question in carrying.open_questions(edition):
        choice = request.POST.get(f"choose-{question.pk}", "")
        if choice not in CarryQuestion.Choice:
            continue
        try:
            carrying.settle_question(question, choice, by=request.user)
        except Refused as refused:
            refusals[question.pk] = refused.message
        else:
            settled += 1
    said = ngettext("%d decision is carried out.", "%d decisions are carried out.", settled)
    if settled:
        messages.success(request, said % settled)
    elif not refusals:
        messages.warning(request, _("Nothing was chosen, so nothing changed."))
    return refusals


def _told(carry: Any) -> dict[str, Any]:
    labels = naming.LABELS
    return {"carry": carry, "fields": [str(labels.get(name, name)) for name in carry.fields]}


def _shown(questions: list[CarryQuestion], refusals: dict[int, str]) -> list[dict[str, Any]]:
    values = ("original", "mine", "theirs")
    names = naming.Names.of(
        *({question.field: getattr(question, side)} for question in questions for side in values)
    )
    shown = []
    for question in questions:
        old, mine, theirs = (
            names.words(question.field, getattr(question, side)) for side in values
        )
        shown.append(
            {
                "pk": question.pk,
                "label": names.label(question.field),
                "hotfix": question.carry.hotfix,
                "mine": diff.marked(old, mine)[1],
                "theirs": diff.marked(old, theirs)[1],
                "refusal": refusals.get(question.pk, ""),
            }
        )
    return shown
