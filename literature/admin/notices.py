"""Notices of correction and retraction on the desk: the list, and the page where one is handled."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.admin_tools import RefusalMixin, needs
from core.errors import Refused
from literature import permissions, retractions
from literature.admin.notice_form import NoticeForm
from literature.dates import DateError, PartialDate
from literature.models import RetractionNotice
from literature.retraction_watch import import_table
from literature.sources import NAMES
from literature.usage import Use, uses_of

TABLE_BYTES = 200_000_000
Kind, State = RetractionNotice.Kind, RetractionNotice.State


@dataclass(frozen=True)
class Step:
    """One of the stations of a notice: done, the one it stands at, or still to come."""

    label: str
    text: str
    state: str


class OpenFilter(admin.SimpleListFilter):
    """Open notices first: those are the task."""

    title = gettext_lazy("on the desk")
    parameter_name = "open"

    def lookups(self, request, model_admin):
        return [("no", _("Handled")), ("all", _("All"))]

    def choices(self, changelist):
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("To handle"),
        }
        yield from list(super().choices(changelist))[1:]

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.filter(closed_at__isnull=self.value() != "no")


@admin.register(RetractionNotice)
class NoticeAdmin(RefusalMixin, admin.ModelAdmin):
    list_display = ["what", "about", "since", "said_by", "state"]
    list_filter = [OpenFilter, "kind", "state"]
    list_select_related = ["work"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["work__title_plain", "work__doi", "notice_doi"]
    ordering = ["-recorded_at", "-id"]
    actions = None
    form = NoticeForm
    autocomplete_fields = ["work"]
    fields = ["work", "kind", "notice_doi", "url", "noticed_on", "reason"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("work__csl", "evidence")

    def has_delete_permission(self, request, obj=None):
        """A notice is set aside, with a reason; nothing of it is deleted."""
        return False

    @admin.display(description=gettext_lazy("notice"), ordering="kind")
    def what(self, notice):
        return notice.get_kind_display()

    @admin.display(description=gettext_lazy("work"))
    def about(self, notice):
        return str(notice.work)[:120]

    @admin.display(description=gettext_lazy("dated"), ordering="noticed_on")
    def since(self, notice):
        return day(notice.noticed_on)

    @admin.display(description=gettext_lazy("reported by"))
    def said_by(self, notice):
        return sources(notice)

    def save_model(self, request, obj, form, change):
        typed = form.cleaned_data
        report = retractions.checked_report(
            kind=typed["kind"],
            doi=typed["notice_doi"],
            url=typed["url"],
            date=typed["noticed_on"],
            reason=typed["reason"],
        )
        saved = retractions.add_by_hand(typed["work"], report, by=request.user)
        obj.pk = saved.pk

    def get_urls(self):
        view = self.admin_site.admin_view
        upload = path("import/", view(self.import_view), name="literature_retractionnotice_import")
        return [upload, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return handle(request, self, object_id)

    def import_view(self, request):
        return import_page(request, self)


@needs("literature.view_retractionnotice", to_act=["literature.change_retractionnotice"])
def handle(request: Any, model_admin: admin.ModelAdmin, object_id: str) -> HttpResponse:
    """GET shows a notice, who reported it and which stories are hit; POST decides or closes."""
    rows = RetractionNotice.objects.select_related("work__journal", "decided_by")
    is_number = object_id.isascii() and object_id.isdigit() and len(object_id) < 19
    notice = rows.filter(pk=int(object_id)).first() if is_number else None
    if notice is None:
        raise Http404
    refusal = ""
    act = _ACTS.get(request.POST.get("act", "")) if request.method == "POST" else None
    if act is not None:
        try:
            messages.success(request, act(notice, request))
            return HttpResponseRedirect(request.path)
        except Refused as refused:
            refusal = refused.message
            notice = rows.get(pk=notice.pk)
    return _shown(request, model_admin, notice, refusal)


def _confirm(notice: RetractionNotice, request: Any) -> str:
    retractions.confirm(notice, by=request.user, kind=request.POST.get("kind", ""))
    return _("Confirmed. Readers are told on every story that reports on it.")


def _set_aside(notice: RetractionNotice, request: Any) -> str:
    retractions.set_aside(notice, by=request.user, reason=request.POST.get("reason", ""))
    return _("Set aside. What readers are told follows the other notices, if there are any.")


def _close(notice: RetractionNotice, request: Any) -> str:
    retractions.close(notice, by=request.user)
    return _("Closed. It stands in the log and in the list of all notices.")


_ACTS = {"confirm": _confirm, "set_aside": _set_aside, "close": _close}


def _shown(request: Any, model_admin: Any, notice: Any, refusal: str) -> HttpResponse:
    work = notice.work
    text = correction_text(notice)
    uses = uses_of(work, to=request.user, since=notice.recorded_at, correction=text)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": RetractionNotice._meta,
        "title": str(work),
        "notice": notice,
        "work": work,
        "since": day(notice.noticed_on),
        "status_since": day(work.status_date),
        "sources": sources(notice),
        "is_agreed": len(notice.sources) > 1,
        "steps": steps(notice, uses),
        "uses": uses,
        "kinds": [choice for choice in Kind.choices if choice[0] != notice.kind],
        "refusal": refusal,
        "reason": request.POST.get("reason", ""),
        "may_act": permissions.may_decide_notice(request.user),
        "may_correct": request.user.has_perm("articles.add_correction"),
        "others": work.notices.exclude(pk=notice.pk),
    }
    return TemplateResponse(request, "admin/literature/retractionnotice/handle.html", context)


def steps(notice: RetractionNotice, uses: list[Use]) -> list[Step]:
    """Where a notice stands: reported, shown, decided, stories handled, closed."""
    hit = [use for use in uses if use.is_subject and use.is_public]
    handled = sum(use.is_handled for use in hit)
    is_decided = notice.state != State.REPORTED
    is_closed = notice.closed_at is not None
    decided = f"{notice.get_state_display()}, {moment(notice.decided_at)}" if is_decided else ""
    shown = ngettext("on %(count)d story", "on %(count)d stories", len(hit)) % {"count": len(hit)}
    facts = {"handled": handled, "all": len(hit)}
    rows = [
        (_("Reported"), f"{sources(notice)}, {moment(notice.recorded_at)}", True),
        (_("Readers told"), shown if notice.holds else _("not yet"), notice.holds or is_decided),
        (_("Decided"), decided or _("by an editor who read the notice"), is_decided),
        (_("Stories handled"), _("%(handled)d of %(all)d") % facts, is_decided),
        (_("Closed"), moment(notice.closed_at) if is_closed else "", is_closed),
    ]
    at = next((index for index, row in enumerate(rows) if not row[2]), len(rows))
    if is_decided and not is_closed:
        at = 3
    states = ["done" if index < at else "now" if index == at else "later" for index in range(5)]
    return [Step(label, text, state) for (label, text, _d), state in zip(rows, states, strict=True)]


def correction_text(notice: RetractionNotice) -> str:
    """What is offered to an editor as the correction of a story that reports on the work."""
    said = {
        Kind.RETRACTION: _("The study this story reports on was retracted%(when)s."),
        Kind.WITHDRAWAL: _("The study this story reports on was withdrawn%(when)s."),
        Kind.PARTIAL_RETRACTION: _(
            "A part of the study this story reports on was retracted%(when)s."
        ),
        Kind.CONCERN: _(
            "The journal’s editors published an expression of concern about the study this story"
            " reports on%(when)s."
        ),
        Kind.CORRECTION: _("The study this story reports on was corrected%(when)s."),
        Kind.REINSTATEMENT: _("The study this story reports on was reinstated%(when)s."),
    }
    dated = day(notice.noticed_on)
    when = _(" (%(date)s)") % {"date": dated} if dated else ""
    sentence = said[Kind(notice.kind)] % {"when": when}
    return f"{sentence} {notice.address}".strip()


def sources(notice: RetractionNotice) -> str:
    """Who reported it, as a list in words."""
    return get_text_list([str(NAMES.get(name, name)) for name in notice.sources], _("and"))


def day(stored: str) -> str:
    """A partial date for a person."""
    try:
        return PartialDate.parse(stored).display() if stored else ""
    except DateError:
        return stored


def moment(at: Any) -> str:
    """A moment with its zone."""
    return date_format(timezone.localtime(at), "j M Y, H:i T") if at else ""


class TableForm(forms.Form):
    """Retraction Watch's table."""

    table = forms.FileField(
        label=gettext_lazy("Retraction Watch’s table (CSV)"),
        help_text=gettext_lazy(
            "From gitlab.com/crossref/retraction-watch-data. Only works of this library are taken."
        ),
    )

    def clean_table(self):
        table = self.cleaned_data["table"]
        if table.size > TABLE_BYTES:
            raise forms.ValidationError(_("This file is larger than 200 MB."))
        return table


@needs("literature.change_retractionnotice")
def import_page(request: Any, model_admin: admin.ModelAdmin) -> HttpResponse:
    """GET asks for the table; POST reads it row by row and reports."""
    if not permissions.may_decide_notice(request.user):
        raise PermissionDenied
    form = TableForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        lines = io.TextIOWrapper(
            form.cleaned_data["table"].file, encoding="utf-8-sig", errors="replace", newline=""
        )
        try:
            report = import_table(lines, at=timezone.now())
        except Refused as refused:
            form.add_error("table", refused.message)
        finally:
            lines.detach()
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": RetractionNotice._meta,
        "title": _("Import Retraction Watch’s table"),
        "form": form,
        "report": report,
        "back": reverse("admin:literature_retractionnotice_changelist"),
    }
    return TemplateResponse(request, "admin/literature/retractionnotice/import.html", context)
