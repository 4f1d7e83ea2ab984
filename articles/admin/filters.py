"""The lines of links above the list of stories."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import visibility
from articles.models import Edition
from taxonomy.tree import SectionTree


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            *Edition.State.choices,
            ("scheduled", _("Scheduled")),
            ("live", _("Live")),
            ("withdrawn", _("Withdrawn")),
        ]

    def queryset(self, request, queryset):
        value, at = self.value(), timezone.now()
        if value in Edition.State.values:
            return queryset.open().filter(state=value)
        conditions = {
            "scheduled": Q(live_from__gt=at),
            "live": visibility.live_condition(at),
            "withdrawn": Q(article__withdrawn_at__isnull=False),
        }
        return queryset.filter(conditions[value]) if value in conditions else queryset


class SectionFilter(admin.SimpleListFilter):
    """The top sections, each with everything below it."""

    title = _("section")
    parameter_name = "section"

    def lookups(self, request, model_admin):
        self.tree = SectionTree.load()
        return [(section.slug, section.name) for section in self.tree.roots]

    def queryset(self, request, queryset):
        section = self.tree.by_path(self.value() or "")
        if section is None:
            return queryset
        return queryset.filter(section__in=self.tree.descendant_ids(section))


class WhoseFilter(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("mine", _("Yours")), ("review", _("For you to review"))]

    def queryset(self, request, queryset):
        if self.value() == "mine":
            own = Q(created_by=request.user) | Q(updated_by=request.user)
            return queryset.filter(own)
        if self.value() == "review":
            return queryset.open().filter(state=Edition.State.IN_REVIEW, reviewer=request.user)
        return queryset
