"""Bulk acts on the list of stories: what will happen to each, and then what did."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import bulk
from articles.admin.requests import DeskRequest
from articles.admin.sheets import sheet
from articles.forms import reviewers
from articles.models import Edition
from articles.moment_field import MomentField
from core.models import User

LONGEST_NUMBER = 18


class MomentForm(forms.Form):
    moment = MomentField(
        label=gettext_lazy("Goes live"),
        error_messages={"required": gettext_lazy("Say when they go live.")},
    )

    def clean_moment(self) -> Any:
        moment = self.cleaned_data["moment"]
        if moment <= timezone.now():
            raise forms.ValidationError(_("That moment has passed. Choose a moment to come."))
        return moment


class ReviewerForm(forms.Form):
    reviewer = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Reviewer"),
        error_messages={"required": gettext_lazy("Choose who should review them.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = reviewers()


FORMS: dict[str, type[forms.Form]] = {
    "": forms.Form,
    "moment": MomentForm,
    "reviewer": ReviewerForm,
}


def actions_for(user: Any) -> dict[str, tuple[Callable[..., HttpResponse], str, str]]:
    """The acts of the list this person may choose, as the stock admin wants them."""
    return {
        act.name: (partial(_begin, act=act), act.name, str(act.title))
        for act in bulk.ACTS.values()
        if act.may(user, Edition())
    }


def _begin(
    model_admin: admin.ModelAdmin, request: DeskRequest, chosen: QuerySet[Edition], *, act: bulk.Act
) -> HttpResponse:
    """The first page after the list: what is asked, or what will happen."""
    form = FORMS[act.needs](label_suffix="") if act.needs else FORMS[""]({})
    return _shown(model_admin, request, act, list(chosen[: bulk.MOST]), form)


def page(model_admin: admin.ModelAdmin, request: DeskRequest) -> HttpResponse:
    """Say again what will happen with what was entered, or do it."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    act = bulk.ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    if not (model_admin.has_view_permission(request) and act.may(request.user, Edition())):
        raise PermissionDenied
    seen = _seen(request)
    rows = model_admin.get_queryset(request).filter(pk__in=seen)
    found = sorted(rows, key=lambda one: list(seen).index(one.pk))
    form = FORMS[act.needs](request.POST, label_suffix="")
    if "_act" not in request.POST or not form.is_valid():
        return _shown(model_admin, request, act, found, form)
    report = bulk.carry_out(
        act,
        [(one, seen[one.pk]) for one in found],
        by=request.user,
        asked=bulk.Asked(**form.cleaned_data),
        at=timezone.now(),
    )
    context = {"title": act.title, "act": act, "report": report, "is_done": True}
    return sheet(model_admin, request, "bulk", context)


def _seen(request: DeskRequest) -> dict[int, int]:
    """The stories of a post with the version each was shown in."""
    seen = {}
    for given in request.POST.getlist("story")[: bulk.MOST]:
        number, _colon, version = given.partition(":")
        parts = (number, version)
        if all(one.isascii() and one.isdigit() and len(one) < LONGEST_NUMBER for one in parts):
            seen[int(number)] = int(version)
    return seen


def _shown(
    model_admin: admin.ModelAdmin,
    request: DeskRequest,
    act: bulk.Act,
    editions: list[Edition],
    form: forms.Form,
) -> HttpResponse:
    report = None
    # A preview leaves the rows in the state they would have, so what was seen is noted before.
    seen = [(one.pk, one.version, one.headline) for one in editions]
    if form.is_valid():
        asked = bulk.Asked(**form.cleaned_data)
        report = bulk.preview(act, editions, by=request.user, asked=asked, at=timezone.now())
    context = {
        "title": act.title,
        "act": act,
        "form": form,
        "seen": seen,
        "report": report,
        "button": act.button % {"count": len(report.done)} if report else "",
        "zone": timezone.localtime().tzname(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return sheet(model_admin, request, "bulk", context, status=status)
