"""Confirmed writers: who is found by an address, and who carries an expert's badge."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from comments import identities
from comments.fingerprints import email_hmacs
from comments.models import Identity
from core.templatetags.core import zoned


@admin.register(Identity)
class IdentityAdmin(admin.ModelAdmin):
    list_display = ["__str__", "since", "expertise"]
    search_fields = ["expertise"]
    search_help_text = _("A field of expertise, or the whole e-mail address of a reader")
    fields = ["expertise"]
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_search_results(self, request, queryset, search_term):
        if "@" in search_term:
            return queryset.filter(email_hmac__in=email_hmacs(search_term)), False
        return super().get_search_results(request, queryset, search_term)

    def save_model(self, request, obj, form, change):
        identities.certify(obj, obj.expertise, by=request.user)

    @admin.display(description=_("confirmed"), ordering="confirmed_at")
    def since(self, identity):
        return zoned(identity.confirmed_at)
