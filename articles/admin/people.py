"""The people of the bylines: who they are and with what right they speak."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Person
from core import audit
from core.admin_tools import SeenForm, SeenMixin
from literature.identifiers import IdentifierError, normalise_orcid


class PersonForm(SeenForm):
    """A person; a title is backed by a degree, an ORCID iD by its check digit."""

    class Meta:
        model = Person
        fields = "__all__"
        widgets = {"bio": forms.Textarea(attrs={"rows": 5, "class": "reading"})}
        help_texts = {
            "slug": gettext_lazy("As in /people/jennifer-chen/."),
            "job_title": gettext_lazy("As in “Health editor”."),
            "credential_field": gettext_lazy("As in “Ophthalmology”."),
            "bio": gettext_lazy(
                "Two or three sentences in the third person, for the person’s page."
            ),
            "is_active": gettext_lazy("Off: stories keep the name, the list of people drops it."),
            "user": gettext_lazy("Stories saved by this account know their writer."),
        }

    # The form takes an address as well as the bare iD, so it may be longer than what is kept.
    orcid = forms.CharField(
        label=gettext_lazy("ORCID iD"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("As in 0000-0002-1825-0097, or its address."),
    )

    def clean_orcid(self):
        given = self.cleaned_data["orcid"].strip()
        try:
            return normalise_orcid(given) if given else ""
        except IdentifierError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("honorific") and not cleaned.get("credentials"):
            said = _("Name the degree that gives the title “%s”, or leave the title out.")
            self.add_error("credentials", said % cleaned["honorific"])
        return cleaned


@admin.register(Person)
class PersonAdmin(SeenMixin, admin.ModelAdmin):
    list_display = ["full_name", "job_title", "credentials", "credential_field", "here"]
    list_filter = ["is_active"]
    search_fields = ["name", "sort_name", "credentials", "job_title", "orcid"]
    search_help_text = gettext_lazy("A name, a degree, a job or an ORCID iD.")
    ordering = ["sort_name"]
    list_per_page = 100
    show_full_result_count = False
    actions = None

    form = PersonForm
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["portrait", "user"]
    fieldsets = [
        (None, {"fields": (("honorific", "name"), ("sort_name", "slug"))}),
        (
            gettext_lazy("With what right this person speaks"),
            {"fields": (("credentials", "credential_field"), "orcid")},
        ),
        (
            gettext_lazy("The person’s page"),
            {"fields": ("job_title", "bio", "portrait", "is_active")},
        ),
        (gettext_lazy("At the desk"), {"fields": ("user",)}),
    ]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def get_readonly_fields(self, request, obj=None):
        """Only who may look at accounts can tie one to a person."""
        return () if request.user.has_perm("core.view_user") else ("user",)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        audit.record(request.user, "person.save", obj)

    @admin.display(description=gettext_lazy("Name"), ordering="sort_name")
    def full_name(self, obj):
        return obj.full_name

    @admin.display(description=gettext_lazy("Now"), ordering="is_active")
    def here(self, obj):
        return _("works here") if obj.is_active else _("worked here before")
