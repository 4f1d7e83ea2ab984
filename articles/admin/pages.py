"""The pages around a story's form. Each checks its right on every request and acts only by POST."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import (
    HttpResponse,
    HttpResponseNotAllowed,
    JsonResponse,
)
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import comparison, permissions, publishing, standing
from articles.admin import saving
from articles.admin.desk_context import live_edition
from articles.admin.requests import DeskRequest
from articles.admin.sheets import edition_or_404, posted, sheet, status_of, version_of
from articles.models import Article, Edition
from articles.moment_field import MomentField
from core.errors import Refused
from core.models import AuditEntry
from literature.find import suggest_journals
from literature.models import Journal

LOG_SHOWN = 100


def journals(model_admin: admin.ModelAdmin, request: DeskRequest) -> HttpResponse:
    """Journals for what has been typed so far, as JSON."""
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    if not request.user.has_perm("literature.view_journal"):
        raise PermissionDenied
    query = request.GET.get("q", "").replace("\x00", "")[:100]
    found = [
        {"value": journal.title, "label": _journal_words(journal)}
        for journal in suggest_journals(query)
    ]
    return JsonResponse({"options": found})


def _journal_words(journal: Journal) -> str:
    short = journal.plate_name
    return f"{journal.title} ({short})" if short and short != journal.title else journal.title


def compare(model_admin: admin.ModelAdmin, request: DeskRequest, pk: int) -> HttpResponse:
    """Any two editions of a story field by field, by ``from`` and ``to``, each a number.

    What is not said: to the edition that was opened, from the live one or the one before.
    """
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    edition = edition_or_404(model_admin, request, pk)
    seen = Edition.objects.filter(permissions.seen_by(request.user), article=edition.article_id)
    by_number = {str(one.number): one for one in seen.order_by("number")}
    after = by_number.get(request.GET.get("to", ""), edition)
    live = live_edition(edition)
    before = by_number.get(request.GET.get("from", "")) or _before(by_number, after, live)
    context = {
        "title": _("Compare"),
        "edition": edition,
        "editions": list(by_number.values()),
        "before": before,
        "after": after,
        "is_live": bool(before and live and before.pk == live.pk),
        "comparison": comparison.compare(before, after) if before else None,
    }
    return sheet(model_admin, request, "compare", context)


def _before(seen: dict[str, Edition], after: Edition, live: Edition | None) -> Edition | None:
    """What an edition is compared with where nothing is said: the live one, else a neighbour."""
    others = [one for one in seen.values() if one.pk != after.pk]
    live_one = [one for one in others if live is not None and one.pk == live.pk]
    earlier = [one for one in others if one.number < after.number]
    return next(iter([*live_one, *reversed(earlier), *others]), None)


def history(model_admin: admin.ModelAdmin, request: DeskRequest, edition: Edition) -> HttpResponse:
    """All editions of a story, and what was done with it, newest first."""
    at = timezone.now()
    editions = list(
        Edition.objects.filter(permissions.seen_by(request.user), article=edition.article_id)
        .select_related("article", "reviewer", "approved_by", "updated_by", "created_by")
        .defer("body_source", "body_html", "body_text")
        .order_by("-number")
    )
    numbers = [str(one.pk) for one in editions]
    entries = AuditEntry.objects.filter(
        object_type="articles.edition", object_id__in=numbers
    ) | AuditEntry.objects.filter(object_type="articles.article", object_id=str(edition.article_id))
    context = {
        "title": _("History"),
        "edition": edition,
        "editions": [(one, standing.standing(one, at=at)) for one in editions],
        "entries": entries.order_by("-id")[:LOG_SHOWN],
    }
    return sheet(model_admin, request, "history", context)


class ScheduleForm(forms.Form):
    """When an approved edition goes live."""

    live_from = MomentField(
        label=gettext_lazy("Goes live"),
        error_messages={"required": gettext_lazy("Say when it goes live.")},
    )

    def clean_live_from(self) -> Any:
        moment = self.cleaned_data["live_from"]
        if moment <= timezone.now():
            raise forms.ValidationError(
                _("%s is in the past. Choose a moment to come, or publish now.")
                % standing.when(moment)
            )
        return moment


def schedule(model_admin: admin.ModelAdmin, request: DeskRequest, pk: int) -> HttpResponse:
    """Give an approved edition its moment to come."""
    edition = edition_or_404(model_admin, request, pk)
    if not permissions.may_publish(request.user, edition):
        raise PermissionDenied
    if request.method not in {"GET", "POST"}:
        return HttpResponseNotAllowed(["GET", "POST"])
    form = ScheduleForm(posted(request), label_suffix="")
    if request.method == "POST" and form.is_valid():
        moment = form.cleaned_data["live_from"]
        try:
            publishing.publish(edition, by=request.user, at=moment, version=version_of(request))
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            said = _("Scheduled. Readers see it from %s.") % standing.when(moment)
            return saving.back_to(request, edition, said)
    context = {"title": _("Schedule"), "edition": edition, "form": form, "zone": _zone()}
    return sheet(model_admin, request, "schedule", context, status=status_of(form))


def _zone() -> str:
    return timezone.localtime().tzname() or ""


class WithdrawForm(forms.Form):
    """Why a story is taken away, and what readers find in its place."""

    reason = forms.CharField(
        label=gettext_lazy("Reason, as readers see it"),
        max_length=2_000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": gettext_lazy("Say in a sentence why; readers will see it.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What readers find"),
        choices=Article.Withdrawal,
        widget=forms.RadioSelect,
        initial=Article.Withdrawal.NOTICE,
    )


def _seen(request: DeskRequest) -> int | None:
    """The edition that readers saw when the page was opened."""
    given = request.POST.get("seen", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 18 else None


def withdraw(model_admin: admin.ModelAdmin, request: DeskRequest, pk: int) -> HttpResponse:
    """Take a story away from readers, after its effect has been said."""
    edition = edition_or_404(model_admin, request, pk)
    if not permissions.may_withdraw(request.user, edition.article):
        raise PermissionDenied
    if request.method not in {"GET", "POST"}:
        return HttpResponseNotAllowed(["GET", "POST"])
    form = WithdrawForm(posted(request), label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            publishing.withdraw(
                edition.article, by=request.user, seen=_seen(request), **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            return saving.back_to(request, edition, _("The story is withdrawn."))
    context = {
        "title": _("Withdraw the story"),
        "edition": edition,
        "form": form,
        "live": live_edition(edition),
    }
    return sheet(model_admin, request, "withdraw", context, status=status_of(form))
