"""The page where a story is shown to somebody outside, and where the answers are read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import outside, permissions
from articles.admin.requests import DeskRequest
from articles.admin.sheets import edition_or_404, sheet, status_of
from articles.models import Edition
from articles.moment_field import MomentField
from core.errors import Refused

WORKS_FOR = timedelta(days=7)


class AskForm(forms.Form):
    """Who is asked or only reads, in which part, and for how long."""

    only_reads = forms.TypedChoiceField(
        label=gettext_lazy("What the link is for"),
        choices=[
            ("", gettext_lazy("To read it, and to agree or ask for changes")),
            ("1", gettext_lazy("Only to read it")),
        ],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        error_messages={"required": gettext_lazy("Say who is asked.")},
    )
    part = forms.CharField(
        label=gettext_lazy("Part"),
        max_length=120,
        help_text=gettext_lazy("As in “author of the paper” or “lawyer”."),
        required=False,
    )
    until = MomentField(
        label=gettext_lazy("Works until"),
        error_messages={"required": gettext_lazy("Say how long the link works.")},
    )


def ask(model_admin: admin.ModelAdmin, request: DeskRequest, pk: int) -> HttpResponse:
    """Make and end links; a new link is shown once, because only its hash is kept."""
    edition = edition_or_404(model_admin, request, pk)
    if not permissions.may_ask_outside(request.user, edition):
        raise PermissionDenied
    if request.method not in {"GET", "POST"}:
        return HttpResponseNotAllowed(["GET", "POST"])
    if "revoke" in request.POST:
        _revoke(request, edition)
        return redirect(request.path)
    given = request.POST if request.method == "POST" else None
    form = AskForm(
        given, label_suffix="", initial={"until": timezone.localtime(timezone.now() + WORKS_FOR)}
    )
    address = _asked(request, edition, form) if form.is_valid() else ""
    context: dict[str, Any] = {
        "title": _("Show it to somebody outside"),
        "edition": edition,
        "form": form if not address else AskForm(label_suffix="", initial=form.initial),
        "address": address,
        "asked": form.cleaned_data.get("name", "") if address else "",
        "may_make": not edition.is_live(timezone.now()),
        "links": outside.standing(edition),
        "zone": timezone.localtime().tzname(),
    }
    response = sheet(model_admin, request, "outside", context, status=status_of(form))
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _asked(request: DeskRequest, edition: Edition, form: AskForm) -> str:
    """The address of a new link; a refusal goes to its field and gives none."""
    try:
        _link, token = outside.ask(edition, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        return ""
    return request.build_absolute_uri(reverse("articles:outside", args=[token]))


def _revoke(request: DeskRequest, edition: Edition) -> None:
    number = request.POST["revoke"]
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return
    link = edition.outside_links.select_related("edition__article").filter(pk=number).first()
    if link is not None:
        outside.revoke(link, by=request.user)
