"""Checks of sections: which there are, and the page where somebody signs them for a story."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import checklists, permissions, steps
from articles.admin import saving
from articles.admin.requests import DeskRequest
from articles.admin.sheets import edition_or_404, sheet, version_of
from articles.models import ReviewStep
from core import audit
from core.admin_tools import SeenForm, SeenMixin
from core.errors import Refused


class ReviewStepForm(SeenForm):
    class Meta:
        model = ReviewStep
        fields = "__all__"


@admin.register(ReviewStep)
class ReviewStepAdmin(SeenMixin, admin.ModelAdmin):
    list_display = ["name", "section", "what", "is_active"]
    list_filter = ["is_active"]
    list_select_related = ["section"]
    search_fields = ["name", "section__name"]
    search_help_text = gettext_lazy("A name of a check or of a section.")
    ordering = ["section__path", "position", "name"]
    show_full_result_count = False
    actions = None

    form = ReviewStepForm
    fields = ["name", "section", "what", "checklist", "position", "is_active"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        audit.record(request.user, "step.save", obj)

    def has_delete_permission(self, request, obj=None):
        """A check is switched off; what was signed under it stays."""
        return False


def sign(model_admin: admin.ModelAdmin, request: DeskRequest, pk: int) -> HttpResponse:
    """The checks a story needs, each with its signature or a button to sign it."""
    edition = edition_or_404(model_admin, request, pk)
    if request.method not in {"GET", "POST"}:
        return HttpResponseNotAllowed(["GET", "POST"])
    refusal = ""
    if request.method == "POST":
        if not request.user.has_perm("articles.sign_reviewstep"):
            raise PermissionDenied
        try:
            return _signed(request, edition)
        except Refused as refused:
            refusal = refused.message
    context: dict[str, Any] = {
        "title": _("Checks"),
        "edition": edition,
        "steps": steps.signed(edition),
        "may_sign": not edition.is_frozen and permissions.may_sign(request.user, edition),
        "is_author": permissions.is_author(request.user, edition),
        "refusal": refusal,
        "questions": _questions(request),
        "typed": request.POST.get("note", ""),
    }
    return sheet(model_admin, request, "steps", context, status=422 if refusal else 200)


def _questions(request: DeskRequest) -> dict[str, list[tuple[str, Any, list[Any]]]]:
    """Each list with its questions, and for each the answers with the one that was given."""
    return {
        kind: [
            (
                name,
                question,
                [
                    (key, label, request.POST.get(f"answer-{name}") == key)
                    for key, label in checklists.ANSWERS.items()
                ],
            )
            for name, question in questions.items()
        ]
        for kind, questions in checklists.LISTS.items()
    }


def _signed(request: DeskRequest, edition: Any) -> HttpResponse:
    asked = {str(step.pk): step for step in steps.asked_of(edition.section)}
    step = asked.get(request.POST.get("step", ""))
    if step is None:
        raise Refused(_("This check is not asked for in this section any more."))
    note = request.POST.get("note", "")[:2_000]
    answers = {name: request.POST.get(f"answer-{name}", "") for name in checklists.HEALTH}
    steps.sign(
        edition, step, by=request.user, version=version_of(request), note=note, answers=answers
    )
    return saving.back_to(request, edition, _("“%s” is signed for the text as it stands.") % step)
