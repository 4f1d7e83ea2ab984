"""Accounts with their roles; the log and the recurring jobs, to read only."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from zoneinfo import available_timezones

from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.accounts import save_account
from core.admin_tools import (
    BoundedPaginator,
    ReadOnlyMixin,
    RefusalMixin,
    SeenForm,
    SeenMixin,
)
from core.models import AuditEntry, PeriodicJob, User
from core.templatetags.core import zoned

# Roles are a table in code, which a command brings into the database; edits here would not last.
admin.site.unregister(Group)

REGIONS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def zone_choices() -> list[tuple[str, str]]:
    """The zones a person may live in, the newsroom's own first."""
    zones = sorted(zone for zone in available_timezones() if zone.split("/")[0] in REGIONS)
    own = _("The newsroom’s own (%(zone)s)") % {"zone": settings.TIME_ZONE.replace("_", " ")}
    return [("", own), *((zone, zone.replace("_", " ")) for zone in zones)]


class AccountForm(SeenForm, UserChangeForm):
    """An account; its zone is one of those that exist. The password has a page of its own."""

    password = None
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=zone_choices,
        required=False,
        help_text=gettext_lazy(
            "Times are shown in the newsroom’s zone, and in this one beside it."
        ),
    )

    class Meta(UserChangeForm.Meta):
        model = User


class NewAccountForm(UserCreationForm):
    """A new account: a name to log in with and a first password."""

    class Meta(UserCreationForm.Meta):
        model = User
        fields = ("username",)


@admin.register(User)
class AccountAdmin(RefusalMixin, SeenMixin, UserAdmin):
    list_display = ["name", "username", "roles", "email", "log_in", "logged_in"]
    list_display_links = ["name"]
    list_filter = ["is_active", "groups"]
    search_fields = ["username", "first_name", "last_name", "email"]
    ordering = ["username"]
    list_per_page = 100
    show_full_result_count = False
    actions = None

    form = AccountForm
    add_form = NewAccountForm
    add_form_template = None
    add_fieldsets = [(None, {"fields": ("username", "password1", "password2")})]
    filter_horizontal = []
    readonly_fields = ["logged_in", "joined"]
    fieldsets = [
        (None, {"fields": ("username",)}),
        (
            gettext_lazy("Person"),
            {"fields": (("first_name", "last_name"), "email", "time_zone")},
        ),
        (
            gettext_lazy("What this person may do"),
            {"fields": ("is_active", "is_staff", "groups", "is_superuser")},
        ),
        (gettext_lazy("Dates"), {"fields": (("logged_in", "joined"),)}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name in ACCOUNT_WORDS:
            field.label, field.help_text = ACCOUNT_WORDS[db_field.name]
        return field

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        save_account(obj, by=request.user, groups=form.cleaned_data.get("groups"))

    def has_change_permission(self, request, obj=None):
        """Nobody reaches for more than one's own rights, be it by a password."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        more = () if request.user.is_superuser else ("is_superuser",)
        return (*super().get_readonly_fields(request, obj), *more)

    def has_delete_permission(self, request, obj=None):
        """Accounts are switched off: the log and the stories name them."""
        return False

    @admin.display(description=gettext_lazy("Name"), ordering="first_name")
    def name(self, obj):
        return str(obj)

    @admin.display(description=gettext_lazy("Roles"))
    def roles(self, obj):
        if obj.is_superuser:
            return _("administrator")
        return ", ".join(group.name for group in obj.groups.all())

    @admin.display(description=gettext_lazy("Log-in"), ordering="is_active")
    def log_in(self, obj):
        return _("may log in") if obj.is_active else _("switched off")

    @admin.display(description=gettext_lazy("Last logged in"), ordering="last_login")
    def logged_in(self, obj):
        return zoned(obj.last_login) or _("never")

    @admin.display(description=gettext_lazy("Account since"))
    def joined(self, obj):
        return zoned(obj.date_joined)


ACCOUNT_WORDS = {
    "username": (gettext_lazy("User name"), gettext_lazy("To log in with. Readers never see it.")),
    "is_active": (
        gettext_lazy("May log in"),
        gettext_lazy("Switch it off when somebody leaves; nothing of theirs is lost."),
    ),
    "is_staff": (gettext_lazy("Works at the desk"), gettext_lazy("Needed to open these pages.")),
    "is_superuser": (
        gettext_lazy("Administrator"),
        gettext_lazy("May do everything, accounts included."),
    ),
    "groups": (gettext_lazy("Roles"), gettext_lazy("Several are possible; their rights add up.")),
}


class RoomFilter(admin.SimpleListFilter):
    """The log of one room."""

    title = gettext_lazy("about")
    parameter_name = "about"

    def lookups(self, request, model_admin):
        return [
            (config.label, config.verbose_name)
            for config in apps.get_app_configs()
            if Path(config.path).parent == settings.BASE_DIR and list(config.get_models())
        ]

    def queryset(self, request, queryset):
        known = {label for label, _name in self.lookup_choices}
        if self.value() not in known:
            return queryset
        return queryset.filter(object_type__startswith=f"{self.value()}.")


class PersonFilter(admin.SimpleListFilter):
    """What one person did."""

    title = gettext_lazy("by")
    parameter_name = "by"
    shown = 60

    def lookups(self, request, model_admin):
        people = User.objects.filter(is_staff=True).order_by("first_name", "username")
        return [(str(user.pk), str(user)) for user in people[: self.shown]]

    def queryset(self, request, queryset):
        known = {number for number, _name in self.lookup_choices}
        return queryset.filter(actor=self.value()) if self.value() in known else queryset


class SinceFilter(admin.SimpleListFilter):
    """The log of the last days."""

    title = gettext_lazy("when")
    parameter_name = "since"

    def lookups(self, request, model_admin):
        return [
            ("1", _("The last 24 hours")),
            ("7", _("The last 7 days")),
            ("30", _("The last 30 days")),
        ]

    def queryset(self, request, queryset):
        if self.value() not in {number for number, _name in self.lookup_choices}:
            return queryset
        return queryset.filter(at__gte=timezone.now() - timedelta(days=int(self.value())))


@admin.register(AuditEntry)
class LogAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = ["when", "sentence", "reason"]
    list_display_links = ["when"]
    list_filter = [RoomFilter, PersonFilter, SinceFilter]
    search_fields = ["actor_name", "object_label", "act", "reason", "object_id"]
    search_help_text = gettext_lazy("A name, a headline, an act such as “publish”, a reason.")
    ordering = ["-id"]
    list_per_page = 100
    paginator = BoundedPaginator
    show_full_result_count = False
    fields = ["when", "sentence", "reason", "act", "object_type", "object_id", "data"]
    readonly_fields = ["when", "sentence"]

    def get_queryset(self, request):
        return audit.read_by(request.user).order_by("-id")

    @admin.display(description=gettext_lazy("When"))
    def when(self, obj):
        return zoned(obj.at)

    @admin.display(description=gettext_lazy("What happened"))
    def sentence(self, obj):
        return render_to_string("admin/core/auditentry/_sentence.html", {"entry": obj})


@admin.register(PeriodicJob)
class JobAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = ["name", "done", "due", "last_error"]
    search_fields = ["name"]
    ordering = ["name"]
    show_full_result_count = False
    fields = ["name", "done", "due", "claimed", "last_error"]
    readonly_fields = ["done", "due", "claimed"]

    @admin.display(description=gettext_lazy("Last done"))
    def done(self, obj):
        return zoned(obj.last_run) or _("not yet")

    @admin.display(description=gettext_lazy("Next"))
    def due(self, obj):
        return zoned(obj.next_run)

    @admin.display(description=gettext_lazy("Claimed until"))
    def claimed(self, obj):
        return zoned(obj.lease_until) or _("nobody has it now")
