"""The desk's own pages beside the stock admin. Each checks its right on every request."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib import messages as said
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles import messages
from articles.models.messages import MessageKind, Timing
from core.admin_tools import needs
from newsroom.calendar import asked_span, calendar_for


@require_safe
@needs("articles.view_edition")
def calendar(request: HttpRequest) -> HttpResponse:
    """A week (``?week=2026-W08``) or a month (``?month=2026-02``) of stories."""
    now = timezone.now()
    today = timezone.localtime(now).date()
    span = asked_span(
        week=request.GET.get("week", ""), month=request.GET.get("month", ""), today=today
    )
    context = {
        **admin.site.each_context(request),
        "title": _("Calendar"),
        "calendar": calendar_for(request.user, span, at=now),
        "month": f"?month={span.first:%Y-%m}",
    }
    return TemplateResponse(request, "admin/calendar.html", context)


class MessagesForm(forms.Form):
    """For each kind of message: at once, once a day, or not by mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        for kind in MessageKind:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                choices=Timing,
                widget=forms.RadioSelect,
                error_messages={
                    "required": gettext_lazy("Choose one of the three."),
                    "invalid_choice": gettext_lazy("Choose one of the three."),
                },
            )


@needs("articles.view_edition")
def message_choices(request: HttpRequest) -> HttpResponse:
    """How the person who looks wants to be told by mail."""
    now = timezone.now()
    given = request.POST if request.method == "POST" else None
    form = MessagesForm(given, initial=messages.choices_of(request.user))
    if form.is_bound and form.is_valid():
        messages.choose(request.user, form.cleaned_data)
        said.success(request, _("Your choice is kept."))
        return HttpResponseRedirect(reverse("desk_messages"))
    context = {
        **admin.site.each_context(request),
        "title": _("Messages by mail"),
        "form": form,
        "digest": timezone.localtime(messages.next_digest(now)),
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "admin/messages.html", context, status=status)
