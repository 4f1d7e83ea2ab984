"""How the story form is saved: the stock admin's flow, written by capability functions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from articles import editions
from articles.admin import acts
from articles.admin.requests import DeskRequest
from articles.forms import StoryForm
from articles.models import Edition
from articles.row_forms import BylineFormSet, CitationFormSet
from core.errors import Refused
from core.models import User
from taxonomy.tags import resolve_tags


def begin(edition: Edition, form: StoryForm, *, by: User, change: bool) -> None:
    """Write the edition's own row: the first one, the next one, or a save over an open one."""
    if not change:
        mode = form.cleaned_data.get("comments_mode") or "premoderate"
        editions.begin_first(edition, by=by, comments_mode=mode)
    elif edition.is_frozen:
        before = Edition.objects.get(pk=edition.pk)
        edition.pk = None
        edition._state.adding = True
        editions.begin_next(edition, after=before, by=by)
    else:
        editions.claim(edition, version=form.cleaned_data["opened_version"] or 0, by=by)
    edition.save()


def finish(request: DeskRequest, form: StoryForm, formsets: list[Any], *, by: User) -> None:
    """Write the rows and the tags of a saved edition, and settle what follows from them."""
    edition = form.instance
    names = [name for name in form.cleaned_data["tags"].split(", ") if name]
    editions.replace_rows(
        edition,
        next(rows.entries() for rows in formsets if isinstance(rows, BylineFormSet)),
        _citations(request, formsets, by=by),
        resolve_tags(names),
    )
    editions.settle(edition, by=by)
    mode = form.cleaned_data.get("comments_mode")
    if mode and mode != edition.article.comments_mode:
        editions.set_comments_mode(edition.article, mode, by=by)


def _citations(
    request: DeskRequest, formsets: list[Any], *, by: User
) -> list[editions.CitationEntry]:
    rows = next(rows for rows in formsets if isinstance(rows, CitationFormSet))
    entries = []
    for form in rows.kept_forms:
        try:
            entries.append(form.entry(by=by))
        except Refused as refused:
            request.row_refusals = {form.prefix: refused}
            raise
    return entries


def run_act(act: acts.Act, form: StoryForm, formsets: list[Any], *, by: User) -> str:
    """Do what a button says and return the message. One that does not save takes no changes."""
    edition = form.instance
    if act.saves:
        return act.run(edition, form, by, edition.version)
    changed = bool(form.changed_text) or any(rows.has_changed() for rows in formsets)
    if changed:
        raise Refused(
            _("You changed the text, so the button was not carried out. Save the draft first.")
        )
    return act.run(edition, form, by, form.cleaned_data["opened_version"] or 0)


def said_after(edition: Edition, live: Edition | None, *, was_approved: bool) -> str:
    """The message after a plain save."""
    facts = {"number": edition.number, "live": live.number if live else 0}
    if was_approved:
        return _("Draft %(number)d is saved. Its approval is gone, because it changed.") % facts
    if live is not None:
        return _("Draft %(number)d is saved. Readers still see edition %(live)d.") % facts
    return _("Draft %(number)d is saved. Nobody outside the desk sees it.") % facts


def back_to(request: DeskRequest, edition: Edition, message: str) -> HttpResponse:
    """Return to the form of an edition with a message."""
    messages.success(request, message)
    return redirect("admin:articles_edition_change", edition.pk)
