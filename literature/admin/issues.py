"""Issues on the desk."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from literature.admin.base import LibraryAdmin
from literature.formatting import format_issue
from literature.forms import IssueForm
from literature.issues import save_issue
from literature.models import Issue
from literature.runs import plain


@admin.register(Issue)
class IssueAdmin(LibraryAdmin):
    list_display = ["name", "year", "volume", "number", "cover_date", "pages_raw"]
    list_display_links = ["name"]
    search_fields = [
        *("journal__title", "journal__abbr_nlm", "journal__slug"),
        *("year", "volume", "issue_label", "title"),
    ]
    list_select_related = ["journal"]
    form = IssueForm
    autocomplete_fields = ["journal"]
    readonly_fields = ["reference"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "journal",
                    ("year", "volume", "issue_label"),
                    ("supplement", "part"),
                    ("cover_date", "published_online"),
                    "pages_raw",
                    "reference",
                ]
            },
        ),
        (_("More"), {"fields": ["title", "doi", "url"], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("journal")

    @admin.display(description=_("issue"), ordering="journal__title")
    def name(self, issue):
        return str(issue)

    @admin.display(description=_("number"), ordering="issue_key")
    def number(self, issue):
        return issue.full_label

    @admin.display(description=_("reference"))
    def reference(self, issue):
        if issue.pk is None:
            return _("Written when the issue is saved.")
        return plain(format_issue(issue, pages=issue.pages_raw))

    def save_model(self, request, obj, form, change):
        save_issue(obj, by=request.user)
