"""The ready-made messages, which the desk words as it likes."""

from __future__ import annotations

from django.contrib import admin

from comments import permissions
from comments.desk_models import ReadyMessage


@admin.register(ReadyMessage)
class ReadyMessageAdmin(admin.ModelAdmin):
    list_display = ["reason_code", "language", "text"]
    list_per_page = 50
    show_full_result_count = False

    def has_module_permission(self, request):
        return permissions.may_moderate(request.user)

    def has_view_permission(self, request, obj=None):
        return permissions.may_moderate(request.user)

    has_add_permission = has_module_permission

    def has_change_permission(self, request, obj=None):
        return permissions.may_moderate(request.user)

    def has_delete_permission(self, request, obj=None):
        return permissions.may_moderate(request.user)
