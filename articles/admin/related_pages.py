"""What readers find beside a story: why each stands there, and the places filled by hand."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import addresses, permissions, picking
from articles.admin.requests import DeskRequest
from articles.admin.sheets import edition_or_404, posted, sheet, status_of
from articles.models import Article, Edition
from articles.related import SHOWN
from articles.related_words import Neighbour, explained
from articles.search import finding
from articles.search.query import Query, phrases_of
from core.errors import Refused
from taxonomy.tree import SectionTree

OFFERED = 8
TYPED_LENGTH = 500


class SeenField(forms.CharField):
    """The numbers of the stories that stood in the form when it was opened."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> list[int]:
        words = super().clean(value).split(",")
        return [int(word) for word in words if word.isascii() and word.isdigit()]


class PicksForm(forms.Form):
    """A place for each story that stands beside another; an empty one fills itself."""

    seen = SeenField(required=False, max_length=200)

    def __init__(self, *args: Any, before: list[Article], **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.at = timezone.now()
        self.before = before
        self.initial["seen"] = ",".join(str(one.pk) for one in before)
        names = picking.shown_names(before, at=self.at)
        for number in range(SHOWN):
            field = forms.CharField(
                label=_("Place %d") % (number + 1), required=False, max_length=TYPED_LENGTH
            )
            field.widget.attrs |= {
                "autocomplete": "off",
                "data-offers": reverse("admin:articles_edition_readable"),
            }
            self.fields[f"place_{number}"] = field
        for number, one in enumerate(before[:SHOWN]):
            shown = names.get(one.pk)
            self.initial[f"place_{number}"] = f"/{shown.path}/" if shown else ""
            self.fields[f"place_{number}"].help_text = shown.headline if shown else ""

    @property
    def places(self) -> list[forms.BoundField]:
        return [self[f"place_{number}"] for number in range(SHOWN)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        typed = ((place.name, cleaned.get(place.name, "").strip()) for place in self.places)
        found = [self._story(name, words) for name, words in typed if words]
        self.others = [story for story in found if story is not None]
        return cleaned

    def _story(self, name: str, typed: str) -> Article | None:
        try:
            path = urlsplit(typed).path.strip("/ ").replace("\x00", "")
        except ValueError:
            path = ""
        found = addresses.find(path, at=self.at) if path else None
        if found is not None and (found[1] is not None or found[0] in self.before):
            return found[0]
        named = readable(typed)
        said = _("Readers find no story at this address.")
        if named:
            offers = "; ".join(f"{one.headline}: {one.get_absolute_url()}" for one in named[:3])
            said = _("Paste one of these addresses. %s") % offers
        self.add_error(name, said)
        return None


def readable(typed: str) -> list[Edition]:
    """The stories that readers find with these words, best first."""
    phrases = phrases_of(typed.replace("\x00", " ")[:TYPED_LENGTH])
    if not phrases:
        return []
    at = timezone.now()
    hits = finding.stories(Query(phrases, is_open=True), at=at).hits
    return finding.editions([hit.edition_id for hit in hits[:OFFERED]], at=at)


def suggestions(model_admin: admin.ModelAdmin, request: DeskRequest) -> HttpResponse:
    """Stories that readers can see, for what has been typed so far, as JSON."""
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    found = readable(request.GET.get("q", ""))
    rows = [{"value": one.get_absolute_url(), "label": one.headline} for one in found]
    return JsonResponse({"options": rows})


def neighbours(edition: Edition) -> list[Neighbour]:
    """What stands beside an edition now, or would if it were live. Five queries."""
    tree = SectionTree.load()
    root = [*tree.ancestors(edition.section), edition.section][0]
    return explained(edition, at=timezone.now(), sections=tree.descendant_ids(root))


def related(model_admin: admin.ModelAdmin, request: DeskRequest, pk: int) -> HttpResponse:
    """Why each story stands beside this one, and which stand there by the desk's choice."""
    if request.method not in {"GET", "POST"}:
        return HttpResponseNotAllowed(["GET", "POST"])
    edition = edition_or_404(model_admin, request, pk)
    may_pick = permissions.may_edit(request.user, edition)
    if request.method == "POST" and not may_pick:
        raise PermissionDenied
    before = picking.picked(edition.article)
    form = PicksForm(posted(request), before=before)
    if request.method == "POST" and form.is_valid():
        try:
            _pick(request, edition.article, form)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Kept. This is what readers find beside the story now."))
            return redirect("admin:articles_edition_related", edition.pk)
    context = {
        "title": gettext_lazy("Beside the story"),
        "edition": edition,
        "form": form,
        "may_pick": may_pick,
        "neighbours": neighbours(edition),
    }
    return sheet(model_admin, request, "related", context, status=status_of(form))


def _pick(request: DeskRequest, article: Article, form: PicksForm) -> None:
    seen = form.cleaned_data["seen"]
    picking.pick(article, form.others, by=request.user, seen=seen, at=form.at)
