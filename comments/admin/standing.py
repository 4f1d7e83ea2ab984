"""What stands until somebody lifts it: a list, and pages of its own that make it and end it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext_lazy

from core.templatetags.core import zoned


class StandingAdmin(admin.ModelAdmin):
    """Never added, changed or deleted here; what still stands opens on the page that lifts it.

    ``lift`` is that page, given ``pk``, and ``may_lift`` asks whether a person may.
    """

    lift: Callable[..., Any]
    may_lift: Callable[..., bool]
    list_per_page = 50
    show_full_result_count = False
    ordering = ["-id"]

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_lift"
        lifting = path("<int:pk>/lift/", self.admin_site.admin_view(self.lift), name=name)
        return [lifting, *super().get_urls()]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        standing = self.get_object(request, object_id)
        if standing and standing.lifted_at is None and self.may_lift(request.user):
            return self.lift(request, pk=standing.pk)
        return super().change_view(request, object_id, form_url, extra_context)

    @admin.display(description=gettext_lazy("since"), ordering="at")
    def since(self, obj):
        return zoned(obj.at)
