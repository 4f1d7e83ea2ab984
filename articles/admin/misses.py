"""The list of addresses that lead nowhere, most asked for first, and where to send them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import misses, permissions
from articles.admin.corrections import published_story
from articles.models import Miss
from core.admin_tools import BoundedPaginator, Confirmation, ReadOnlyMixin, confirm, needs
from core.templatetags.core import zoned


class SentFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("open", gettext_lazy("Lead nowhere")), ("sent", gettext_lazy("Sent to a story"))]

    def queryset(self, request, queryset):
        if self.value() in {"open", "sent"}:
            return queryset.filter(sent_to__isnull=self.value() == "open")
        return queryset


class SendForm(forms.Form):
    """The story an address shall lead to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["edition"] = published_story()


@admin.register(Miss)
class MissAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = ["address", "count", "last", "leads_to"]
    list_display_links = None
    list_filter = [SentFilter]
    search_fields = ["path"]
    search_help_text = gettext_lazy("A part of the address.")
    list_select_related = ["sent_to__latest"]
    ordering = ["-count", "-id"]
    list_per_page = 50
    paginator = BoundedPaginator
    show_full_result_count = False
    fields = ["address", "count", "first", "last", "leads_to"]
    readonly_fields = ["address", "first", "last", "leads_to"]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(partial(send, self))
        return [path("<int:pk>/send/", view, name="articles_miss_send"), *super().get_urls()]

    @admin.display(description=gettext_lazy("Address"), ordering="path")
    def address(self, obj):
        return str(obj)

    @admin.display(description=gettext_lazy("First"))
    def first(self, obj):
        return zoned(obj.first_at)

    @admin.display(description=gettext_lazy("Last"), ordering="last_at")
    def last(self, obj):
        return zoned(obj.last_at)

    @admin.display(description=gettext_lazy("Leads to"))
    def leads_to(self, obj):
        return render_to_string("admin/articles/miss/_leads_to.html", {"miss": obj})


def _send(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the story an address leads to from now on."""
    miss = Miss.objects.filter(pk=pk).first()
    if miss is None:
        raise Http404
    back = reverse("admin:articles_miss_changelist")
    form = SendForm(request.POST or None)

    def act() -> str:
        story = form.cleaned_data["edition"]
        misses.send(miss, story.article, by=request.user)
        said = _("%(address)s leads to “%(story)s” now.")
        messages.success(request, said % {"address": miss, "story": story})
        return back

    page = Confirmation(
        title=_("Send %s to a story") % miss,
        sentence=_("Readers who ask for this address get to the story, for ever."),
        back=back,
        verb=_("Send it there"),
        crumbs=[(str(Miss._meta.verbose_name_plural).capitalize(), back)],
        form=form,
    )
    return confirm(request, model_admin.admin_site, page, act=act, opts=model_admin.opts)


def send(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    checked = needs(permissions.SEND_MISSES, to_act=[permissions.SEND_MISSES])
    return checked(partial(_send, model_admin))(request, pk)
