"""The embargoes of a story: entered, shared with further stories, lifted early with a reason."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import embargo as embargoes
from articles import permissions, standing
from articles.admin import saving
from articles.admin.requests import DeskRequest
from articles.admin.sheets import edition_or_404, posted, sheet, status_of
from articles.models import Article, Edition, Embargo
from articles.moment_field import MomentField, MomentInput
from core import wall_time
from core.errors import Refused
from core.models import User
from literature.models import Work

# Where press offices of journals sit; every other zone follows in the list.
USUAL_ZONES = ("America/New_York", "Europe/London", "Europe/Berlin", "America/Chicago", "UTC")
OFFERED = 30


class EmbargoForm(forms.Form):
    """What a source asked for, in its own words and its own time, and what it covers."""

    work = forms.ModelChoiceField(
        Work.objects.none(),
        label=gettext_lazy("What it covers"),
        required=False,
        empty_label=gettext_lazy("This story alone"),
        help_text=gettext_lazy("A study holds every story that cites it, now and later."),
        error_messages={"invalid_choice": gettext_lazy("The story does not cite this study.")},
    )
    source = forms.CharField(
        label=gettext_lazy("Who set it"),
        max_length=160,
        help_text=gettext_lazy("A journal, a press office, a conference."),
        error_messages={"required": gettext_lazy("Say who set the embargo.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("That is a"), choices=Embargo.Kind)
    zone = forms.ChoiceField(
        label=gettext_lazy("Time zone of the source"),
        error_messages={"invalid_choice": gettext_lazy("Choose a time zone from the list.")},
    )
    wall = MomentField(
        label=gettext_lazy("Lifts at, in that zone"),
        widget=MomentInput(zone_field="zone"),
        error_messages={"required": gettext_lazy("Say when it lifts.")},
    )
    terms = forms.CharField(
        label=gettext_lazy("Terms"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("What else was agreed, such as whom one may show it to."),
    )
    contact = forms.CharField(label=gettext_lazy("Contact"), max_length=200, required=False)

    def __init__(self, *args: Any, by: User, cited: QuerySet[Work], **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["work"].queryset = cited
        if not cited:
            del self.fields["work"]
        own = timezone.get_current_timezone_name()
        first = list(dict.fromkeys([own, by.time_zone, *USUAL_ZONES]))
        first = [name for name in first if name in wall_time.zone_names()]
        others = sorted(wall_time.zone_names() - set(first))
        self.fields["zone"].choices = [
            (_("Often used"), [(name, wall_time.place(name)) for name in first]),
            (_("All"), [(name, name.replace("_", " ")) for name in others]),
        ]
        self.initial.setdefault("zone", own)

    def terms_given(self) -> embargoes.Terms:
        given = self.cleaned_data
        wall: datetime = given["wall"]
        return embargoes.Terms(
            source=given["source"],
            wall=wall.replace(tzinfo=None, fold=0),
            zone=given["zone"],
            fold=wall.fold,
            kind=given["kind"],
            terms=given["terms"],
            contact=given["contact"],
        )


class LiftForm(forms.Form):
    """Why an embargo ends early, and for what."""

    scope = forms.ChoiceField(
        label=gettext_lazy("For which stories"), widget=forms.RadioSelect, initial="all"
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("It is kept for ever, with your name."),
        error_messages={"required": gettext_lazy("Say in a sentence why.")},
    )

    def __init__(self, *args: Any, may_leave: bool, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        whole = _("The embargo is lifted for every story it holds")
        alone = _("It does not apply to this story; the others stay under it")
        self.fields["scope"].choices = [("all", whole), *([("one", alone)] if may_leave else [])]


def embargo(model_admin: admin.ModelAdmin, request: DeskRequest, pk: int) -> HttpResponse:
    """The embargoes of a story, and a form for one more."""
    edition = edition_or_404(model_admin, request, pk)
    if request.method not in {"GET", "POST"}:
        return HttpResponseNotAllowed(["GET", "POST"])
    may_add = permissions.may_edit(request.user, edition) and not edition.article.is_withdrawn
    if request.method == "POST" and not may_add:
        raise PermissionDenied
    given = None if "_apply" in request.POST else posted(request)
    cited = Work.objects.filter(citations__edition=edition).distinct().order_by("id")
    form = EmbargoForm(given, by=request.user, cited=cited)
    said = _act(request, edition, form) if request.method == "POST" else ""
    if said:
        return saving.back_to(request, edition, said)
    at = timezone.now()
    context = {
        "title": _("Embargo"),
        "edition": edition,
        "form": form,
        "may_add": may_add,
        "may_lift": permissions.may_lift_embargo(request.user),
        "rows": [(one, one.holds(at)) for one in _of(edition.article)],
        "offered": _offered(request.user, edition.article, at),
    }
    return sheet(model_admin, request, "embargo", context, status=status_of(form))


def _act(request: DeskRequest, edition: Edition, form: EmbargoForm) -> str:
    """Carry out what was asked and return the message; "" when the form has to come back."""
    at = timezone.now()
    try:
        if "_apply" in request.POST:
            number = request.POST.get("known", "")
            known = [
                one for one in _offered(request.user, edition.article, at) if str(one.pk) == number
            ]
            if not known:
                return ""
            kept = embargoes.apply(known[0], edition.article, by=request.user)
        elif form.is_valid():
            work = form.cleaned_data.get("work")
            terms = form.terms_given()
            kept = embargoes.add(edition.article, terms, by=request.user, work=work)
        else:
            return ""
    except Refused as refused:
        if not form.is_bound:
            form.full_clean()
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        return ""
    return _("Under embargo until %s. Nothing of it goes out before.") % kept.when


def _of(article: Article) -> QuerySet[Embargo]:
    return Embargo.objects.of_story(article.pk).prefetch_related("held_works__work")


def _offered(user: User, article: Article, at: datetime) -> list[Embargo]:
    """Embargoes in force on other stories that this person may know of."""
    visible = Edition.objects.filter(permissions.seen_by(user)).values("article")
    rows = Embargo.objects.holding(at).filter(articles__in=visible).exclude(articles=article)
    return list(rows.distinct().order_by("lifts_at", "id")[:OFFERED])


def lift(model_admin: admin.ModelAdmin, request: DeskRequest, pk: int, number: int) -> HttpResponse:
    """End an embargo before its time, after its effect has been said."""
    edition = edition_or_404(model_admin, request, pk)
    if not permissions.may_lift_embargo(request.user):
        raise PermissionDenied
    if request.method not in {"GET", "POST"}:
        return HttpResponseNotAllowed(["GET", "POST"])
    kept = get_object_or_404(_of(edition.article), pk=number)
    if not kept.holds(timezone.now()):
        return redirect("admin:articles_edition_embargo", edition.pk)
    stories = embargoes.stories_of(kept)
    form = LiftForm(posted(request), may_leave=_may_leave(kept, edition.article))
    if request.method == "POST" and form.is_valid():
        try:
            said = _lift(kept, edition.article, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            return saving.back_to(request, edition, said)
    context = {
        "title": _("Lift the embargo early"),
        "edition": edition,
        "embargo": kept,
        "form": form,
        "stories": stories,
    }
    return sheet(model_admin, request, "lift", context, status=status_of(form))


def _may_leave(kept: Embargo, article: Article) -> bool:
    """Whether one story can be taken out: not the only one, and not held through a study."""
    others = kept.articles.exclude(pk=article.pk)
    return others.exists() and kept.articles.filter(pk=article.pk).exists()


def _lift(kept: Embargo, article: Article, *, by: User, scope: str, reason: str) -> str:
    if scope == "one":
        embargoes.release(kept, article, by=by, reason=reason)
        return _("The story is out of this embargo. The others stay under it.")
    embargoes.lift(kept, by=by, reason=reason)
    return _("The embargo is lifted. Nothing is published by this.")


def panel(edition: Edition | None, at: datetime) -> dict[str, Any]:
    """What the story form says of embargoes."""
    if edition is None or not edition.article.is_embargoed(at):
        return {"hold": None}
    hold = embargoes.holding(edition.article, at)
    last = hold.last
    here = standing.when(last.ends_at) if last else ""
    return {"hold": hold, "lift_here": "" if last and here in last.when else here}
