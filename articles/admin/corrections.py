"""Corrections: added to a published story, read here, never changed and never taken away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.translation import gettext, gettext_lazy

from articles import permissions
from articles.corrections import add_correction
from articles.models import Article, Correction, Edition
from core.admin_tools import RefusalMixin, Suggestions
from core.templatetags.core import zoned


def published_story() -> forms.ModelChoiceField:
    """A field for a story that readers have seen, found as one types."""
    field = forms.ModelChoiceField(
        Edition.objects.filter(article__first_published_at__isnull=False),
        label=gettext_lazy("Story"),
        help_text=gettext_lazy("A story that readers have seen. Type a word of its headline."),
    )
    field.widget = Suggestions(Correction._meta.get_field("edition"), admin.site)
    field.widget.choices = field.choices
    return field


class CorrectionForm(forms.ModelForm):
    """A correction of the story that the chosen edition belongs to."""

    edition = forms.ModelChoiceField(Edition.objects.none())

    class Meta:
        model = Correction
        fields = ("edition", "kind", "text", "was")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4, "class": "reading"}),
            "was": forms.Textarea(attrs={"rows": 3, "class": "reading"}),
        }
        help_texts = {
            "text": gettext_lazy(
                "What is right, in full sentences. Readers see it on the story and among all"
                " corrections, with today’s date. It cannot be changed afterwards. Of a typo they"
                " get no note."
            ),
            "was": gettext_lazy(
                "The words that stood there before. Readers see them too, but for a typo."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "edition" not in self.fields:
            return
        self.fields["edition"] = published_story()

    def clean(self):
        cleaned = super().clean()
        is_typo = cleaned.get("kind") == Correction.Kind.TYPO
        if not cleaned.get("text") and not (is_typo and cleaned.get("was")):
            self.add_error("text", gettext("Say what was wrong and what is right."))
        if cleaned.get("edition"):
            self.instance.article = cleaned["edition"].article
        return cleaned


@admin.register(Correction)
class CorrectionAdmin(RefusalMixin, admin.ModelAdmin):
    list_display = ["published", "kind", "story", "said", "by"]
    list_display_links = ["published"]
    list_filter = ["kind"]
    search_fields = ["text", "was", "article__latest__headline"]
    search_help_text = gettext_lazy("A word of the correction or of the headline.")
    list_select_related = ["article__latest", "made_by"]
    ordering = ["-at", "-id"]
    show_full_result_count = False
    actions = None

    form = CorrectionForm
    fields = ["edition", "kind", "text", "was"]

    def get_fields(self, request, obj=None):
        return ["published", "story", "kind", "text", "was", "by"] if obj else self.fields

    def get_readonly_fields(self, request, obj=None):
        return ["published", "story", "by"] if obj else []

    def save_form(self, request, form, change):
        """Nothing is made of the form itself; the act below writes the row."""
        return form.instance

    def save_model(self, request, obj, form, change):
        given = form.cleaned_data
        added = add_correction(
            given["edition"].article,
            by=request.user,
            text=given["text"],
            kind=given["kind"],
            was=given["was"],
            edition=given["edition"] if given["edition"].is_frozen else None,
        )
        obj.pk, obj.at = added.pk, added.at
        obj._state.adding = False

    def save_related(self, request, form, formsets, change):
        """A correction has no rows of its own."""

    def has_add_permission(self, request):
        return permissions.may_correct(request.user, Article())

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("Published"), ordering="at")
    def published(self, obj):
        return zoned(obj.at)

    @admin.display(description=gettext_lazy("Story"))
    def story(self, obj):
        return str(obj.article)

    @admin.display(description=gettext_lazy("Text"))
    def said(self, obj):
        return render_to_string("admin/articles/correction/_text.html", {"correction": obj})

    @admin.display(description=gettext_lazy("By"))
    def by(self, obj):
        return str(obj.made_by or "–")
