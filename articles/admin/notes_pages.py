"""The page of a story where the desk talks about it: notes, whose it is, when to look again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import notes, permissions
from articles.admin.requests import DeskRequest
from articles.admin.sheets import edition_or_404, sheet, status_of
from articles.forms import story_writers
from articles.models import Article, Edition, Note, Reminder
from core.errors import Refused
from core.models import User


class NoteForm(forms.Form):
    """A note; ``replaces`` is the number of the one it was edited from."""

    text = forms.CharField(
        label=gettext_lazy("A note for the desk"),
        max_length=4_000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Readers never see it. Write @ and a user name to call somebody."),
        error_messages={"required": gettext_lazy("Write something first.")},
    )
    replaces = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def act(self, article: Article, by: User) -> str:
        number = self.cleaned_data["replaces"]
        earlier = Note.objects.filter(article=article, pk=number).first() if number else None
        notes.add_note(article, by=by, text=self.cleaned_data["text"], replaces=earlier)
        notes.read_notes(article, by=by)
        return _("The note is kept.")


class AssignForm(forms.Form):
    """Whose story it is."""

    to = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Whose story it is"),
        required=False,
        empty_label=gettext_lazy("Nobody’s yet"),
        error_messages={"invalid_choice": gettext_lazy("Choose somebody from the list.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = story_writers()

    def act(self, article: Article, by: User) -> str:
        to = self.cleaned_data["to"]
        notes.assign(article, to, by=by)
        return _("The story is %s’s now.") % to if to else _("The story is nobody’s now.")


class RemindForm(forms.Form):
    """When to look at the story again, and why."""

    day = forms.DateField(
        label=gettext_lazy("Look again on"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Choose a day."),
            "invalid": gettext_lazy("Give the day as year, month, day: 2026-02-12."),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Because"),
        max_length=250,
        error_messages={"required": gettext_lazy("Say why to look at it again.")},
    )

    def act(self, article: Article, by: User) -> str:
        day: date = self.cleaned_data["day"]
        notes.remind(article, day, by=by, reason=self.cleaned_data["reason"])
        return _("The desk says so on that day.")


class ReadForm(forms.Form):
    """The calls to this person have been read."""

    def act(self, article: Article, by: User) -> str:
        notes.read_notes(article, by=by)
        return _("Read. The desk does not show it any more.")


class DoneForm(forms.Form):
    """Somebody has looked at the story again."""

    reminder = forms.ModelChoiceField(Reminder.objects.none())

    def act(self, article: Article, by: User) -> str:
        notes.looked_again(self.cleaned_data["reminder"], by=by)
        return _("Looked at. The desk does not show it any more.")


FORMS: dict[str, type[forms.Form]] = {
    "note": NoteForm,
    "assign": AssignForm,
    "remind": RemindForm,
    "read": ReadForm,
    "done": DoneForm,
}


def notes_page(model_admin: admin.ModelAdmin, request: DeskRequest, pk: int) -> HttpResponse:
    """Show what the desk says about a story; POST adds to it."""
    edition = edition_or_404(model_admin, request, pk)
    if not permissions.may_read_notes(request.user, edition.article):
        raise PermissionDenied
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    may_edit = permissions.may_edit(request.user, edition)
    asked = request.POST.get("act", "") if request.method == "POST" else ""
    made = {name: _form(name, edition.article, request, asked) for name in FORMS}
    if asked in made:
        if asked not in {"note", "read"} and not may_edit:
            raise PermissionDenied
        said = _act(made[asked], edition.article, request.user)
        if said:
            messages.success(request, said)
            return HttpResponseRedirect(reverse("admin:articles_edition_notes", args=[pk]))
    context = _context(edition, request.user) | {"forms": made, "may_edit": may_edit}
    status = status_of(made[asked]) if asked in made else 200
    return sheet(model_admin, request, "notes", context, status=status)


def _form(name: str, article: Article, request: DeskRequest, asked: str) -> Any:
    data = request.POST if name == asked else None
    initial = {"to": article.assigned_to_id}
    form = FORMS[name](data, initial=initial, label_suffix="")
    if isinstance(form, DoneForm):
        form.fields["reminder"].queryset = article.reminders.all()
    return form


def _act(form: Any, article: Article, by: User) -> str:
    """Do what was asked and say it; "" when the form has to come back."""
    if not form.is_valid():
        return ""
    try:
        return form.act(article, by)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        return ""


def _context(edition: Edition, user: User) -> dict[str, Any]:
    return {
        "title": _("Notes"),
        "edition": edition,
        "said": notes.said_about(edition.article),
        "called": edition.article.notes.filter(
            mentions__person=user, mentions__read_at=None
        ).exists(),
        "reminders": edition.article.reminders.filter(done_at=None).select_related("made_by"),
        "today": timezone.localdate(),
    }
