"""The desk's own pages beside the stock admin. Each checks its right on every request."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

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
