"""The pages for what cannot wait. Each says its effect first and acts only by POST."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import permissions, publishing, readiness
from articles.admin import saving
from articles.admin.requests import DeskRequest
from articles.admin.sheets import edition_or_404, posted, sheet, status_of, version_of
from core.errors import Refused


class ForceForm(forms.Form):
    """Why a story is published although something stands in the way."""

    reason = forms.CharField(
        label=gettext_lazy("Why it cannot wait"),
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": gettext_lazy("Say in a sentence why it cannot wait.")},
    )


def force(model_admin: admin.ModelAdmin, request: DeskRequest, pk: int) -> HttpResponse:
    """Publish without approval or despite findings, after naming what stands in the way."""
    edition = edition_or_404(model_admin, request, pk)
    if not permissions.may_force(request.user, edition):
        raise PermissionDenied
    if request.method not in {"GET", "POST"}:
        return HttpResponseNotAllowed(["GET", "POST"])
    form = ForceForm(posted(request), label_suffix="")
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            publishing.publish(edition, by=request.user, version=version_of(request), force=reason)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            return saving.back_to(
                request, edition, _("Published all the same. The reason stays on the story.")
            )
    context = {
        "title": _("Publish all the same"),
        "edition": edition,
        "form": form,
        "blocking": readiness.report(edition).blocking,
        "is_approved": edition.state == edition.State.APPROVED,
    }
    return sheet(model_admin, request, "force", context, status=status_of(form))
