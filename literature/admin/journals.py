"""Journals on the desk."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from literature.admin.base import LibraryAdmin, address_name
from literature.find import suggest_journals
from literature.forms import JournalForm
from literature.journals import save_journal
from literature.models import Journal

OFFERED = 20


@admin.register(Journal)
class JournalAdmin(LibraryAdmin):
    list_display = ["title", "abbr_nlm", "issn_print", "issn_online", "publisher", "kind"]
    list_filter = ["kind", "peer_review"]
    search_fields = [
        *("title", "abbr_nlm", "abbr_iso4", "alt_titles", "slug"),
        *("issn_print", "issn_online", "issn_l"),
    ]
    narrow = ("alt_titles", "homepage")
    form = JournalForm
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "slug", "alt_titles", ("abbr_nlm", "abbr_iso4")]}),
        (_("Numbers"), {"fields": [("issn_print", "issn_online"), ("issn_l", "nlm_id")]}),
        (_("About it"), {"fields": ["subject", "publisher", "homepage", ("kind", "peer_review")]}),
    ]

    def get_search_results(self, request, queryset, search_term):
        if address_name(request) != "autocomplete" or not search_term.strip():
            return super().get_search_results(request, queryset, search_term)
        offered = [journal.pk for journal in suggest_journals(search_term, OFFERED)]
        ranks = [When(pk=pk, then=rank) for rank, pk in enumerate(offered)]
        rows = queryset.filter(pk__in=offered)
        return (rows.order_by(Case(*ranks)) if ranks else rows), False

    def save_model(self, request, obj, form, change):
        save_journal(obj, by=request.user)
