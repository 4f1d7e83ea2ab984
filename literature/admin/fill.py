"""The page that lays what a service says of a work beside what the library says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin_tools import needs
from core.errors import OutsideFailure, Refused
from literature import permissions, proposals, retractions, versions
from literature.find import find_work
from literature.formatting import format_work
from literature.lookup import Outcome, candidates, look_up, read_question
from literature.models import Work
from literature.proposals import Proposal
from literature.runs import plain
from literature.sources import NAMES

LONGEST = 2_000


class QuestionForm(forms.Form):
    """What the services are asked for."""

    q = forms.CharField(
        label=gettext_lazy("DOI, PubMed ID, PMCID, arXiv number, address or reference"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 2, "cols": 80}),
        error_messages={"required": gettext_lazy("Give a DOI, another number or a reference.")},
    )


@dataclass(frozen=True)
class Candidate:
    """A record that may be the one meant."""

    doi: str
    reference: list[Any]


@dataclass
class Page:
    """What the page shows after a question."""

    proposal: Proposal | None = None
    reference: Any = ()
    twin: Work | None = None
    similar: Work | None = None
    troubles: tuple[str, ...] = ()
    warnings: Sequence[str] = ()
    candidates: tuple[Candidate, ...] = ()
    refusal: str = ""


@needs("literature.view_work")
def fill(request: Any, model_admin: admin.ModelAdmin, pk: int | None = None) -> HttpResponse:
    """GET shows the question; POST asks, takes the ticked fields, or keeps ours."""
    work = _work(request, pk)
    asked = request.POST if request.method == "POST" else {"q": request.GET.get("q", "")}
    form = QuestionForm(asked if request.method == "POST" else None, initial=_first(work, asked))
    page = Page()
    if request.method == "POST" and form.is_valid():
        outcome = _ask(form.cleaned_data["q"], work, page)
        act = _ACTS.get(request.POST.get("act", ""))
        if outcome is not None and act is not None:
            answer = _acted(act, request, work, outcome, page)
            if answer is not None:
                return answer
    return _shown(request, model_admin, work, form, page)


@needs("literature.view_work")
def inline(request: Any) -> HttpResponse:
    """What the services know of ``q``, for the row of a story: a reference, or a sentence."""
    if request.method != "POST":
        raise Http404
    typed = request.POST.get("q", "")[:LONGEST]
    known = find_work(f"PMID {typed}" if typed.strip().isdigit() else typed)
    if known is not None:
        said = _("In the library already. It is cited when you save.")
        return JsonResponse({"reference": plain(format_work(known.csl)), "said": said})
    try:
        outcome = look_up(typed)
    except (OutsideFailure, Refused) as error:
        return JsonResponse({"refusal": str(error)})
    twin = proposals.twin_of(outcome.description)
    said = _("In the library already.") if twin else outcome.said
    csl = twin.csl if twin else outcome.description.csl
    warning = " ".join(outcome.warnings)
    return JsonResponse({"reference": plain(format_work(csl)), "said": said, "warning": warning})


def _work(request: Any, pk: int | None) -> Work:
    if pk is None:
        if not permissions.may_add_work(request.user):
            raise PermissionDenied
        return Work()
    work = Work.objects.select_related("journal").filter(pk=pk).first()
    if work is None:
        raise Http404
    if request.method == "POST" and not permissions.may_edit_work(request.user):
        raise PermissionDenied
    return work


def _first(work: Work, asked: Any) -> dict[str, str]:
    return {"q": asked.get("q") or work.doi_display or (work.pmid and f"PMID {work.pmid}")}


def _ask(typed: str, work: Work, page: Page) -> Outcome | None:
    try:
        outcome = look_up(typed)
    except Refused as refused:
        page.refusal = refused.message
        page.candidates = _candidates(typed)
        return None
    except OutsideFailure as failure:
        page.refusal = str(failure)
        return None
    description = outcome.description
    page.proposal = proposals.compare(work, description, asked_at=outcome.asked_at)
    page.reference = format_work(description.csl)
    page.troubles, page.warnings = outcome.troubles, outcome.warnings
    if work.pk is not None:
        # Whoever asks about a work of the library has checked it too.
        retractions.record(work, description.reports, at=timezone.now())
        versions.note(work, description)
    twin = proposals.twin_of(description)
    page.twin = twin if twin is not None and twin.pk != work.pk else None
    if work.pk is None and twin is None:
        page.similar = proposals.similar_to(description)
    return outcome


def _candidates(typed: str) -> tuple[Candidate, ...]:
    if read_question(typed) is not None:
        return ()
    try:
        found = candidates(typed)
    except (Refused, OutsideFailure):
        return ()
    return tuple(
        Candidate(one.description.doi, list(format_work(one.description.csl)))
        for one in found
        if one.description.doi
    )


def _acted(act: Any, request: Any, work: Work, outcome: Outcome, page: Page) -> Any:
    try:
        return act(request, work, outcome)
    except Refused as refused:
        page.refusal = refused.message
        return None


def _take(request: Any, work: Work, outcome: Outcome) -> HttpResponse:
    names = request.POST.getlist("field")
    if not names:
        raise Refused(_("Tick at least one field, or go back."))
    version = request.POST.get("version", "")
    if work.pk is not None and version.isascii() and version.isdigit():
        work.version = int(version)
    names = proposals.FIELDS if work.pk is None else names
    saved = proposals.take(work, outcome.description, names, by=request.user)
    messages.success(request, _("“%s” is saved.") % saved)
    return _to(saved)


def _keep(request: Any, work: Work, outcome: Outcome) -> HttpResponse:
    proposal = proposals.compare(work, outcome.description, asked_at=outcome.asked_at)
    proposals.lock(work, [row.name for row in proposal.differences], by=request.user)
    messages.success(request, _("Ours stay as they are, whatever a service says later."))
    return _to(work)


def _unlock(request: Any, work: Work, outcome: Outcome) -> None:
    proposals.unlock(work, request.POST.getlist("locked"), by=request.user)
    raise Refused(_("The fields are free again. Ask once more to see what is proposed for them."))


_ACTS = {"take": _take, "keep": _keep, "unlock": _unlock}


def _to(work: Work) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:literature_work_change", args=[work.pk]))


def _shown(request: Any, model_admin: Any, work: Work, form: Any, page: Page) -> HttpResponse:
    library = reverse("admin:literature_work_changelist")
    address = reverse("admin:literature_work_change", args=[work.pk]) if work.pk else library
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": Work._meta,
        "title": _("Fill from an identifier") if work.pk else _("A work by its identifier"),
        "work": work if work.pk else None,
        "form": form,
        "page": page,
        "back": address,
        "by_hand": address if work.pk else reverse("admin:literature_work_add"),
        "source": NAMES.get(page.proposal.description.source, "") if page.proposal else "",
        "may_merge": permissions.may_merge_works(request.user),
        "may_act": permissions.may_edit_work(request.user) or work.pk is None,
    }
    return TemplateResponse(request, "admin/literature/work/fill.html", context)
