"""The pages on which an editor makes one work of two: choose, see what will happen, do it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin_tools import Confirmation, confirm, needs
from literature import permissions
from literature.find import find_work
from literature.merging import merge, preview
from literature.models import Work


class IntoForm(forms.Form):
    """Which work stays."""

    into = forms.CharField(
        label=gettext_lazy("The work that stays"),
        help_text=gettext_lazy("Its DOI, PubMed ID, or its number in this library."),
        max_length=400,
    )


@needs("literature.view_work", "literature.change_work", "literature.change_journal")
def merge_page(request: Any, model_admin: admin.ModelAdmin, pk: int) -> HttpResponse:
    """GET asks for the work that stays, or says what will happen; POST does it."""
    duplicate = Work.objects.filter(pk=pk).first()
    if duplicate is None:
        raise Http404
    if not permissions.may_merge_works(request.user):
        raise PermissionDenied
    typed = (request.POST if request.method == "POST" else request.GET).get("into", "").strip()
    kept = _find(typed)
    if kept is None or kept.pk == duplicate.pk:
        return _choose(request, model_admin, duplicate, typed)

    def act() -> str:
        merge(duplicate, kept, by=request.user)
        messages.success(request, _("The two are one now: “%s”.") % kept)
        return _address(kept)

    page = Confirmation(
        title=_("Merge two works"),
        sentence=_("“%(gone)s” goes into “%(kept)s”.") % {"gone": duplicate, "kept": kept},
        back=_address(duplicate),
        verb=_("Merge them"),
        effects=_effects(duplicate, kept),
        crumbs=_crumbs(duplicate),
        hidden=[("into", str(kept.pk))],
    )
    return confirm(request, model_admin.admin_site, page, act=act, opts=Work._meta)


def _choose(request: Any, model_admin: Any, duplicate: Work, typed: str) -> HttpResponse:
    form = IntoForm({"into": typed} if typed else None)
    if typed and form.is_valid():
        form.add_error("into", _("The library has no other work with this number."))
    page = Confirmation(
        title=_("Merge two works"),
        sentence=_("Which work does “%s” go into? The next page says what will happen.")
        % duplicate,
        back=_address(duplicate),
        verb=_("Show what will happen"),
        crumbs=_crumbs(duplicate),
        form=form,
    )

    def act() -> str:
        return request.path

    return confirm(request, model_admin.admin_site, page, act=act, opts=Work._meta)


def _find(typed: str) -> Work | None:
    if typed.isascii() and typed.isdigit() and len(typed) < 19:
        own = Work.objects.filter(pk=int(typed)).first()
        return own or find_work(f"PMID {typed}")
    return find_work(typed) if typed else None


def _effects(duplicate: Work, kept: Work) -> list[str]:
    seen = preview(duplicate, kept)
    effects = [
        _("%(rows)s that go over: %(count)d.") % {"rows": rows.capitalize(), "count": count}
        for rows, count in seen.moved
    ]
    if seen.filled:
        effects.append(_("Filled in the work that stays: %s.") % ", ".join(seen.filled))
    if seen.dropped:
        effects.append(_("Kept in the log only, and still found: %s.") % ", ".join(seen.dropped))
    effects.append(_("Old addresses of the work that goes lead to the one that stays."))
    effects.append(_("The log keeps what stood in it."))
    return effects


def _crumbs(work: Work) -> list[tuple[str, str]]:
    return [
        (_("Works"), reverse("admin:literature_work_changelist")),
        (str(work)[:60], _address(work)),
    ]


def _address(work: Work) -> str:
    return reverse("admin:literature_work_change", args=[work.pk])
