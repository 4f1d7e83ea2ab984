"""Series on the desk: a title, and the addresses of its parts in their order."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import permissions, series
from articles.models import Address, Series
from core.admin_tools import RefusalMixin


class SeriesForm(forms.ModelForm):
    """A series; each line of its parts is the address of a story this person may see."""

    addresses = forms.CharField(
        label=gettext_lazy("Parts"),
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 8, "class": "reading"}),
        help_text=gettext_lazy(
            "The addresses of the stories, one in a line, in their order. Readers see the parts"
            " that are published; the others join when their time has come."
        ),
    )
    user: Any = None

    class Meta:
        model = Series
        fields = ["title", "slug", "description", "addresses"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            parts = self.instance.articles.select_related("latest").order_by("part")
            self.initial["addresses"] = "\n".join(f"/{part.latest.path}/" for part in parts)

    def clean_addresses(self):
        lines = [line.strip() for line in self.cleaned_data["addresses"].splitlines()]
        self.parts = [self._story(line) for line in lines if line]
        return "\n".join(lines)

    def _story(self, line: str):
        try:
            path = urlsplit(line).path.strip("/ ")
        except ValueError:
            path = ""
        found = Address.objects.select_related("article__latest").filter(path=path).first()
        if found is None or not permissions.may_see(self.user, found.article.latest):
            raise forms.ValidationError(_("No story has the address %s.") % line)
        return found.article


@admin.register(Series)
class SeriesAdmin(RefusalMixin, admin.ModelAdmin):
    form = SeriesForm
    list_display = ["title", "slug", "description"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    show_full_result_count = False

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002 - Django's signature
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"user": request.user})

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if "addresses" in form.cleaned_data:
            series.arrange(form.instance, form.parts, by=request.user)
