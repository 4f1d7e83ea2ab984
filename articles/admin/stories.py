"""Stories on the desk: the list, the form, and the doors to the pages around them."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import Any

from csp.decorators import csp_update
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from js_asset import Media

from articles import autosave, permissions, standing
from articles.admin import (
    acts,
    bulk_pages,
    conflict_pages,
    desk_context,
    embargo_pages,
    hotfix_pages,
    keeping,
    looking_ahead,
    notes_pages,
    outside,
    pages,
    previewing,
    prose_offers,
    related_pages,
    saved_filters,
    saving,
    steps,
    urgent,
)
from articles.admin.filters import SectionFilter, StateFilter, WhoseFilter
from articles.admin.inlines import BylineInline, CitationInline
from articles.admin.source_lookups import ask_outside
from articles.forms import StoryForm
from articles.models import Article, Edition
from core.admin_tools import BoundedPaginator
from core.errors import Refused, Stale


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin):
    list_display = ["story", "state_words", "section_name", "next_date", "byline", "findings"]
    list_display_links = None
    list_filter = [StateFilter, SectionFilter, WhoseFilter]
    list_per_page = 50
    search_fields = ["headline", "slug", "bylines__person__name"]
    search_help_text = _("Headline, address word or a name in the byline.")
    show_full_result_count = False
    paginator = BoundedPaginator
    ordering = ["-id"]
    actions_on_bottom = True

    form = StoryForm
    inlines = [CitationInline, BylineInline]
    change_form_template = "admin/articles/edition/change_form.html"
    save_as = False

    # --- rows -------------------------------------------------------------------------------

    def get_queryset(self, request) -> QuerySet[Edition]:
        rows = super().get_queryset(request)
        if self.has_view_permission(request):
            rows = rows.filter(permissions.seen_by(request.user))
        rows = rows.select_related("article", "section", "lead_image")
        rows = rows.select_related("reviewer", "approved_by", "updated_by", "created_by")
        return rows.with_bylines() if _is_list(request) else rows

    def changelist_view(self, request, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        request.is_story_list = True
        return super().changelist_view(request, saved_filters.offer(request, extra_context))

    def get_changelist_instance(self, request) -> Any:
        changelist = super().get_changelist_instance(request)
        changelist.result_list = desk_context.with_live(changelist.result_list)
        return changelist

    def get_search_results(
        self, request, queryset: QuerySet[Edition], search_term: str
    ) -> tuple[QuerySet[Edition], bool]:
        is_newest = Exists(Article.objects.filter(latest=OuterRef("pk")))
        newest = queryset.filter(is_newest) if _is_list(request) else queryset
        return super().get_search_results(request, newest, search_term.replace("\x00", ""))

    # --- permissions ------------------------------------------------------------------------

    def has_change_permission(self, request, obj: Edition | None = None) -> bool:
        if obj is None or obj.pk is None:
            return super().has_change_permission(request, obj)
        if obj.article.is_withdrawn or not permissions.may_edit(request.user, obj):
            return False
        # While a draft is open, changes belong there. A post that comes all the same is told so
        # by the capability function, and keeps what was typed.
        return request.method == "POST" or not (obj.is_frozen and desk_context.waiting(obj))

    def has_delete_permission(self, request, obj: Edition | None = None) -> bool:
        """A story is withdrawn, with a reason; nothing of it is deleted."""
        return False

    def get_actions(self, request) -> dict[str, Any]:
        return bulk_pages.actions_for(request.user) if _is_list(request) else {}

    # --- the form ---------------------------------------------------------------------------

    def get_form(self, request, obj: Edition | None = None, **kwargs: Any) -> type[StoryForm]:
        form = super().get_form(request, obj, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        form.kept = getattr(request, "kept", {})
        form.only_looks = request.method == "POST" and not (
            {"_find", prose_offers.SEEK, keeping.RESTORE}.isdisjoint(request.POST)
        )
        return form

    @method_decorator(csp_update(previewing.FRAMES))
    def change_view(self, request, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().change_view(request, *args, **kwargs)

    def changeform_view(
        self,
        request,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        keeping.put_back(request, object_id)
        prose_offers.take_ticked(request)
        if request.method == "POST" and object_id is not None:
            answer = conflict_pages.answer_stale(self, request, object_id)
            if answer is not None:
                return answer
        request.found_outside = ask_outside(request)
        again = partial(super().changeform_view, request, object_id, form_url, extra_context)
        try:
            return self._saved(request, object_id, again())
        except Stale:
            return conflict_pages.answer_stale(self, request, object_id or "", certain=True)
        except Refused as refused:
            if not hasattr(request, "row_refusals"):
                request.refusal = refused
            return again()

    def _saved(self, request, object_id: str | None, response: HttpResponse) -> HttpResponse:
        """What was typed is kept beside the story until it is saved."""
        if request.method == "POST" and response.status_code == HTTPStatus.FOUND:
            autosave.drop(int(object_id) if object_id else None, by=request.user)
        return response

    def save_form(self, request, form: StoryForm, change) -> Edition:
        edition = form.instance
        form.was_approved = edition.state == Edition.State.APPROVED and not edition.is_frozen
        return super().save_form(request, form, change)

    def save_model(self, request, obj: Edition, form: StoryForm, change) -> None:
        act = acts.chosen(request.POST)
        if act is None or act.saves:
            saving.begin(obj, form, by=request.user, change=change)

    def save_related(self, request, form: StoryForm, formsets: list[Any], change) -> None:
        act = acts.chosen(request.POST)
        if act is None or act.saves:
            saving.finish(request, form, formsets, by=request.user)
        if act is not None:
            request.said = saving.run_act(act, form, formsets, by=request.user)
        else:
            live = desk_context.live_edition(form.instance)
            request.said = saving.said_after(form.instance, live, was_approved=form.was_approved)

    def construct_change_message(self, request, *args: Any) -> list[Any]:
        """The log of the desk is ``core.audit``; the stock log keeps only that a save happened."""
        return []

    def response_add(
        self, request, obj: Edition, post_url_continue: str | None = None
    ) -> HttpResponse:
        return saving.back_to(request, obj, request.said)

    def response_change(self, request, obj: Edition) -> HttpResponse:
        return saving.back_to(request, obj, request.said)

    def render_change_form(
        self, request, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))
        context |= desk_context.of_form(request, kwargs.get("obj"), context)
        response = super().render_change_form(request, context, *args, **kwargs)
        if context["errors"] or getattr(request, "refusal", None):
            response.status_code = 422
        return response

    # --- columns ----------------------------------------------------------------------------

    @admin.display(description=_("story"))
    def story(self, edition: Edition) -> str:
        return render_to_string("admin/articles/edition/_story.html", {"edition": edition})

    @admin.display(description=_("state"))
    def state_words(self, edition: Edition) -> str:
        said = standing.brief(edition, at=timezone.now(), live=edition.live_one)
        return render_to_string("admin/articles/edition/_state.html", {"standing": said})

    @admin.display(description=_("section"), ordering="section__name")
    def section_name(self, edition: Edition) -> str:
        return edition.section.name

    @admin.display(description=_("next date"))
    def next_date(self, edition: Edition) -> str:
        return standing.next_date(edition, at=timezone.now())

    @admin.display(description=_("byline"))
    def byline(self, edition: Edition) -> str:
        return ", ".join(row.person.name for row in edition.bylines.all() if row.is_writer)

    @admin.display(description=_("findings"))
    def findings(self, edition: Edition) -> str:
        return render_to_string("admin/articles/edition/_counts.html", {"edition": edition})

    # --- addresses --------------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        def door(route: str, page: Any, name: str) -> Any:
            view = self.admin_site.admin_view(partial(page, self))
            return path(route, view, name=f"articles_edition_{name}")

        return [
            door("journals/", pages.journals, "journals"),
            door("readable/", related_pages.suggestions, "readable"),
            door("bulk/", bulk_pages.page, "bulk"),
            door("filters/keep/", saved_filters.keep, "keep_filter"),
            door("filters/<int:number>/forget/", saved_filters.forget, "forget_filter"),
            door("add/beat/", keeping.beat_new, "beat_new"),
            door("add/drop/", keeping.drop, "drop_new"),
            door("add/kept/", keeping.differs, "kept_new"),
            door("<int:pk>/beat/", keeping.beat, "beat"),
            door("<int:pk>/drop/", keeping.drop, "drop"),
            door("<int:pk>/kept/", keeping.differs, "kept"),
            door("<int:pk>/take-over/", keeping.take_over, "take_over"),
            door("as-of/", looking_ahead.as_of, "as_of"),
            door("as-of/<path:path>", looking_ahead.as_of, "as_of_page"),
            door("<int:pk>/preview/", previewing.preview, "preview"),
            door("<int:pk>/compare/", pages.compare, "compare"),
            door("<int:pk>/schedule/", pages.schedule, "schedule"),
            door("<int:pk>/withdraw/", pages.withdraw, "withdraw"),
            door("<int:pk>/related/", related_pages.related, "related"),
            door("<int:pk>/steps/", steps.sign, "steps"),
            door("<int:pk>/outside/", outside.ask, "outside"),
            door("<int:pk>/force/", urgent.force, "force"),
            door("<int:pk>/hotfix/", hotfix_pages.hotfix, "hotfix"),
            door("<int:pk>/carried/", hotfix_pages.carried, "carried"),
            door("<int:pk>/notes/", notes_pages.notes_page, "notes"),
            door("<int:pk>/embargo/", embargo_pages.embargo, "embargo"),
            door("<int:pk>/embargo/<int:number>/lift/", embargo_pages.lift, "lift"),
            *super().get_urls(),
        ]

    def history_view(
        self, request, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        edition = self.get_object(request, object_id)
        if edition is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not permissions.may_see(request.user, edition):
            raise PermissionDenied
        return pages.history(self, request, edition)


def _is_list(request) -> bool:
    return getattr(request, "is_story_list", False)
