"""The decisions on comments: a log to read."""

from __future__ import annotations

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from comments.models import Decision
from core.templatetags.core import zoned


@admin.register(Decision)
class DecisionAdmin(admin.ModelAdmin):
    list_display = ["when", "by_name", "from_state", "to_state", "reason_code", "on_comment"]
    list_filter = ["to_state", "reason_code"]
    list_select_related = ["comment"]
    list_per_page = 50
    show_full_result_count = False
    ordering = ["-id"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("when"), ordering="at")
    def when(self, decision):
        return zoned(decision.at)

    @admin.display(description=_("comment"))
    def on_comment(self, decision):
        address = reverse("admin:comments_comment_change", args=[decision.comment_id])
        return format_html('<a href="{}">{}</a>', address, decision.comment)
