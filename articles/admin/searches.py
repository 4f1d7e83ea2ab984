"""The search as the desk meets it: stories put first, and what readers did not find."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import addresses
from articles.models import SearchMiss, SearchPin
from articles.search.query import normal_form
from core.admin_tools import ReadOnlyMixin


class PinForm(forms.ModelForm):
    """A pin; its words are kept in the form in which queries are compared."""

    address = forms.CharField(
        label=gettext_lazy("Address of the story"),
        max_length=500,
        help_text=gettext_lazy("Copy it from the browser: /health/eye/blocked-artery/."),
    )

    class Meta:
        model = SearchPin
        fields = ["words", "address", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["address"] = self.instance.article.latest.get_absolute_url()

    def clean_words(self):
        words = normal_form(self.cleaned_data["words"])
        if not words:
            raise forms.ValidationError(_("Type at least one word that readers look for."))
        return words

    def clean_address(self):
        typed = self.cleaned_data["address"]
        try:
            path = urlsplit(typed).path.strip("/ ")
        except ValueError:
            path = ""
        found = addresses.find(path, at=timezone.now()) if path else None
        if found is None or found[1] is None:
            raise forms.ValidationError(_("Readers find no story at this address."))
        self.instance.article = found[0]
        return typed


@admin.register(SearchPin)
class SearchPinAdmin(admin.ModelAdmin):
    form = PinForm
    list_display = ["words", "article", "position"]
    list_select_related = ["article__latest"]
    search_fields = ["words"]
    show_full_result_count = False


@admin.register(SearchMiss)
class SearchMissAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = ["words", "count", "day", "pin"]
    search_fields = ["words"]
    show_full_result_count = False

    @admin.display(description=gettext_lazy("what helps"))
    def pin(self, miss):
        address = reverse("admin:articles_searchpin_add") + "?" + urlencode({"words": miss.words})
        return format_html('<a href="{}">{}</a>', address, _("Pin a story for these words"))
