"""What the pages around a story's form share: the edition, the sheet, the post."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.template.response import TemplateResponse

from articles import permissions
from articles.admin.requests import DeskRequest
from articles.models import Edition


def edition_or_404(model_admin: admin.ModelAdmin, request: DeskRequest, pk: int) -> Edition:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    edition = model_admin.get_object(request, str(pk))
    if edition is None:
        raise Http404
    if not permissions.may_see(request.user, edition):
        raise PermissionDenied
    return edition


def sheet(
    model_admin: admin.ModelAdmin,
    request: DeskRequest,
    name: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    context = {**model_admin.admin_site.each_context(request), "opts": model_admin.opts, **context}
    return TemplateResponse(request, f"admin/articles/edition/{name}.html", context, status=status)


def posted(request: DeskRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def version_of(request: DeskRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() else 0


def status_of(form: forms.Form) -> int:
    return 422 if form.is_bound and form.errors else 200
