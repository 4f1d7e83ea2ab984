"""All embargoes as a list to read. They are entered and lifted at their stories."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.models import Article, Edition, Embargo
from core.admin_tools import ReadOnlyMixin
from core.templatetags.core import zoned


class HoldingFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("holds", _("In force")), ("over", _("Over"))]

    def queryset(self, request, queryset):
        holding = Embargo.objects.holding(timezone.now())
        if self.value() == "holds":
            return queryset.filter(pk__in=holding.values("pk"))
        if self.value() == "over":
            return queryset.exclude(pk__in=holding.values("pk"))
        return queryset


@admin.register(Embargo)
class EmbargoAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = ["when", "source", "stories", "state"]
    list_display_links = ["when"]
    list_filter = [HoldingFilter]
    search_fields = ["source", "contact"]
    search_help_text = _("A journal, a press office, a contact.")
    ordering = ["-lifts_at", "-id"]
    list_per_page = 50
    show_full_result_count = False
    fields = [
        "when",
        "here",
        "kind",
        "source",
        "terms",
        "contact",
        "stories",
        "state",
        "lift_reason",
    ]
    readonly_fields = ["when", "here", "stories", "state"]

    def get_queryset(self, request):
        """Those of stories that the person may know of."""
        visible = Edition.objects.filter(permissions.seen_by(request.user))
        of_work = Q(citations__work__embargoed__embargo=OuterRef("pk"))
        own = visible.filter(Q(article__embargoes=OuterRef("pk")) | of_work)
        named = Article.objects.filter(editions__in=visible).select_related("latest").distinct()
        rows = super().get_queryset(request).select_related("lifted_by")
        if not request.user.has_perm("articles.see_embargoed"):
            rows = rows.filter(Exists(own))
        rows = rows.prefetch_related("held_works__work")
        return rows.prefetch_related(Prefetch("articles", queryset=named, to_attr="named"))

    @admin.display(description=_("Lifts"), ordering="lifts_at")
    def when(self, obj):
        return obj.when

    @admin.display(description=_("In the newsroom’s time"))
    def here(self, obj):
        return zoned(obj.lifts_at)

    @admin.display(description=_("Stories, or the study with all its stories"))
    def stories(self, obj):
        return "; ".join(map(str, [*obj.named, *obj.held_works.all()]))

    @admin.display(description=_("State"))
    def state(self, obj):
        if obj.lifted_at is not None:
            return _("lifted early by %(who)s, %(when)s") % {
                "who": obj.lifted_by or "–",
                "when": zoned(obj.lifted_at),
            }
        return _("in force") if obj.holds(timezone.now()) else _("over")
