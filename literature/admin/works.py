"""Works on the desk, with their contributors."""

from __future__ import annotations

from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from literature import permissions, versions
from literature.admin import fill, imports, merge
from literature.admin.base import LibraryAdmin
from literature.find import find_work
from literature.formatting import format_work
from literature.forms import ContributorForm, ContributorFormSet, WorkForm
from literature.models import Contributor, Work
from literature.proposals import with_locks
from literature.works import refresh_csl, save_work

TITLE_WORDS = 14


class ContributorInline(admin.TabularInline):
    model = Contributor
    form = ContributorForm
    formset = ContributorFormSet
    extra = 1
    max_num = 500


@admin.register(Work)
class WorkAdmin(LibraryAdmin):
    list_display = ["short_title", "appeared_in", "year", "kind", "doi_display", "standing"]
    list_filter = ["kind", "status", "review_status"]
    search_fields = [
        *("title_plain", "doi", "pmid", "contributors__family", "contributors__collective_name"),
        *("journal__title", "journal__abbr_nlm"),
    ]
    list_select_related = ["journal"]
    narrow = ("csl", "locked_fields", "title", "funding", "interests")
    form = WorkForm
    inlines = [ContributorInline]
    autocomplete_fields = ["journal"]
    # What became of a work is said by notices, which need an editor to take back.
    readonly_fields = ["reference", "watch", "status", "status_date", "notice"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "reference",
                    "watch",
                    "kind",
                    "title",
                    "subtitle",
                    "language",
                    "version_read",
                ]
            },
        ),
        (
            _("Where it appeared"),
            {
                "fields": [
                    "journal",
                    ("volume", "issue_label"),
                    ("pages_raw", "article_number"),
                    ("published_print", "published_online", "posted"),
                    "publisher",
                ]
            },
        ),
        (
            _("Numbers"),
            {"fields": ["doi_display", ("pmid", "pmcid"), "arxiv_id", "url"]},
        ),
        (
            _("What kind of evidence it is"),
            {
                "fields": [
                    "review_status",
                    ("study_design", "study_note"),
                    ("subject", "subject_note"),
                    ("sample_size", "sample_note"),
                    "funding",
                    "interests",
                ]
            },
        ),
        (
            _("What became of it"),
            {"fields": [("status", "status_date"), "notice"]},
        ),
    ]

    def get_search_results(self, request, queryset, search_term):
        known = find_work(search_term)
        if known is not None:
            return queryset.filter(pk=known.pk), False
        return super().get_search_results(request, queryset, search_term)

    def has_add_permission(self, request):
        return permissions.may_add_work(request.user)

    def has_change_permission(self, request, obj=None):
        return permissions.may_edit_work(request.user)

    @admin.display(description=_("title"), ordering="title_plain")
    def short_title(self, work):
        return Truncator(work.title_plain).words(TITLE_WORDS)

    @admin.display(description=_("in"), ordering="journal__title")
    def appeared_in(self, work):
        return work.journal.plate_name if work.journal else work.publisher

    @admin.display(description=_("year"), ordering="published_print")
    def year(self, work):
        return work.year or ""

    @admin.display(description=_("standing"), ordering="status")
    def standing(self, work):
        return "" if work.status == Work.Status.NONE else work.get_status_display()

    @admin.display(description=_("reference"))
    def reference(self, work):
        if work.pk is None:
            return _("Written when the work is saved.")
        return render_to_string("literature/_reference.html", {"runs": format_work(work.csl)})

    @admin.display(description=_("notice"))
    def notice(self, work):
        context = {"work": work, "add_url": reverse("admin:literature_retractionnotice_add")}
        return render_to_string("admin/literature/work/_notice.html", context)

    @admin.display(description=_("what others say"))
    def watch(self, work):
        if work.pk is None:
            return _("Known once the work is saved.")
        published = versions.published_as([work]).get(work.pk)
        context = {
            "work": work,
            "notices": work.notices.all(),
            "published": published,
            "preprints": versions.preprints_of(work),
        }
        return render_to_string("admin/literature/work/_watch.html", context)

    def save_model(self, request, obj, form, change):
        obj.supplement = obj.part = ""
        if change:
            obj.version = form.cleaned_data["version_read"]
            obj.locked_fields = with_locks(obj, form.changed_data)
        save_work(obj, by=request.user)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        refresh_csl(form.instance)

    def render_change_form(self, request, context, *args, **kwargs):
        context["may_merge"] = permissions.may_merge_works(request.user)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("fill/", view(self.fill_view), name="literature_work_fill_new"),
            path("<int:pk>/fill/", view(self.fill_view), name="literature_work_fill"),
            path("import/", view(self.import_view), name="literature_work_import"),
            path("import/<int:pk>/", view(self.imported_view), name="literature_work_imported"),
            path("lookup/", view(fill.inline), name="literature_work_lookup"),
            path("<int:pk>/merge/", view(self.merge_view), name="literature_work_merge"),
            *super().get_urls(),
        ]

    def fill_view(self, request, pk=None):
        return fill.fill(request, self, pk)

    def import_view(self, request):
        return imports.upload(request, self)

    def imported_view(self, request, pk):
        return imports.report(request, self, pk)

    def merge_view(self, request, pk):
        return merge.merge_page(request, self, pk)
