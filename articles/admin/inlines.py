"""Bylines and citations inside the story form."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from articles import row_forms as forms
from articles.models import Byline, Citation, Edition


class RowInline(admin.StackedInline):
    """Rows that the story's capability function writes. One empty row is always there."""

    extra = 1
    max_num = 200

    def get_formset(self, request: HttpRequest, obj: Edition | None = None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.refusals = getattr(request, "row_refusals", {})
        return formset

    def has_add_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return self._may_edit(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return self._may_edit(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return self._may_edit(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return bool(request.user.has_perm("articles.view_edition"))

    def _may_edit(self, request: HttpRequest, obj: Edition | None) -> bool:
        story_admin = self.admin_site.get_model_admin(Edition)
        if obj is None or obj.pk is None:
            return story_admin.has_add_permission(request)
        return story_admin.has_change_permission(request, obj)


class CitationInline(RowInline):
    model = Citation
    form = forms.CitationForm
    formset = forms.CitationFormSet
    template = "admin/articles/edition/_citations.html"

    def get_formset(self, request: HttpRequest, obj: Edition | None = None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.outside = getattr(request, "found_outside", {})
        return formset

    def get_queryset(self, request: HttpRequest):
        rows = super().get_queryset(request)
        return rows.select_related("work__journal", "work__issue__journal", "issue__journal")


class BylineInline(RowInline):
    model = Byline
    form = forms.BylineForm
    formset = forms.BylineFormSet
    template = "admin/articles/edition/_bylines.html"

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).select_related("person")
