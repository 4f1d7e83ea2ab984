"""The doors to saved filters: a page that keeps one, a button that forgets one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import saved_filters
from articles.admin.requests import DeskRequest
from articles.admin.sheets import posted, sheet, status_of
from articles.models import SavedFilter
from core.errors import Refused

SHARED = "shared"


class KeepForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=40,
        error_messages={"required": gettext_lazy("Give the filter a name.")},
    )
    reach = forms.ChoiceField(
        label=gettext_lazy("Who sees it"),
        choices=[
            ("own", gettext_lazy("Only you")),
            (SHARED, gettext_lazy("Everybody at the desk")),
        ],
        widget=forms.RadioSelect,
        initial="own",
        help_text=gettext_lazy("“Yours” then means the stories of whoever looks."),
    )


def offer(request: DeskRequest, context: dict[str, Any] | None) -> dict[str, Any]:
    """The context of the story list with what the person can choose from and may keep."""
    query = request.GET.urlencode()
    offered = saved_filters.offered(request.user, query)
    may_keep = saved_filters.is_filter(query) and not any(one.is_current for one in offered)
    return {**(context or {}), "saved_filters": offered, "may_keep_filter": may_keep}


def address(query: str) -> str:
    """The list of stories under a saved filter."""
    return f"{reverse('admin:articles_edition_changelist')}?{query}"


def keep(model_admin: admin.ModelAdmin, request: DeskRequest) -> HttpResponse:
    """Ask for a name for the filters of the address, or keep them."""
    if request.method not in {"GET", "POST"}:
        return HttpResponseNotAllowed(["GET", "POST"])
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    query = request.GET.urlencode()
    form = KeepForm(posted(request), label_suffix="")
    if form.is_bound and form.is_valid():
        try:
            made = saved_filters.keep(
                query,
                by=request.user,
                name=form.cleaned_data["name"],
                is_shared=form.cleaned_data["reach"] == SHARED,
            )
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The filter “%s” is kept.") % made)
            return redirect(address(made.query))
    context = {"title": _("Keep this filter"), "form": form, "back": address(query)}
    return sheet(model_admin, request, "keep_filter", context, status=status_of(form))


def forget(model_admin: admin.ModelAdmin, request: DeskRequest, number: int) -> HttpResponse:
    """Take a saved filter away and go back to the stories it showed."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    row = get_object_or_404(SavedFilter.objects.select_related("owner"), pk=number)
    try:
        saved_filters.forget(row, by=request.user)
    except Refused as refused:
        raise PermissionDenied(str(refused)) from refused
    messages.success(request, _("The filter “%s” is forgotten. No story was changed.") % row)
    return redirect(address(row.query))
