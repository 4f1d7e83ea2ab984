"""Fronts on the desk: a field for each place, and a look at the page before readers get it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import addresses, arranging
from articles.arranging import ROOM
from articles.models import Edition, Front, FrontSlot
from articles.moment_field import MomentField
from articles.picking import shown_names
from articles.views.lists import front_page, section_page
from core.admin_tools import RefusalMixin
from taxonomy.tree import SectionTree

OFFERED = 60
Place = FrontSlot.Place


def _name(place: str, position: int) -> str:
    return f"{place}_{position}"


class FrontForm(forms.ModelForm):
    """An arrangement; each place takes the address of a story that readers can see."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    until = MomentField(
        label=gettext_lazy("Holds until"),
        required=False,
        help_text=gettext_lazy("After that the newest stories come by themselves."),
    )

    class Meta:
        model = Front
        fields = ["section", "until"]
        help_texts = {"section": gettext_lazy("Empty: the front page.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen_version"] = self.instance.version
        if "section" in self.fields:
            self.fields["section"].empty_label = _("Front page")
        if self.instance.pk:
            self._fill(list(self.instance.slots.select_related("article")))

    def _fill(self, slots: list[FrontSlot]) -> None:
        """Each place with the address and the headline that readers know its story by."""
        shown = shown_names([slot.article for slot in slots], at=timezone.now())
        for slot in slots:
            name, known = _name(slot.place, slot.position), shown.get(slot.article_id)
            if known and name in self.fields:
                self.initial[name] = f"/{known.path}/"
                self.fields[name].help_text = known.headline

    def clean(self):
        cleaned = super().clean()
        self.places = {place: self._stories(place) for place in ROOM}
        is_home_again = not cleaned.get("section") and self.instance.pk is None
        if is_home_again and Front.objects.filter(section=None).exists():
            self.add_error("section", _("The front page has an arrangement. Change that one."))
        return cleaned

    def _stories(self, place: str) -> list:
        names = (_name(place, position) for position in range(ROOM[Place(place)]))
        found = ((name, self.cleaned_data.get(name, "").strip()) for name in names)
        return [story for name, typed in found if typed and (story := self._story(name, typed))]

    def _story(self, name: str, typed: str):
        try:
            where = urlsplit(typed).path.strip("/ ")
        except ValueError:
            where = ""
        found = addresses.find(where, at=timezone.now()) if where else None
        if found is None or found[1] is None:
            self.add_error(name, _("Readers find no story at this address."))
            return None
        return found[0]


def _field(place: str, position: int) -> forms.CharField:
    label = (
        Place(place).label if ROOM[Place(place)] == 1 else f"{Place(place).label} {position + 1}"
    )
    widget = forms.TextInput(attrs={"list": "front-stories", "class": "vTextField"})
    return forms.CharField(label=label, required=False, max_length=500, widget=widget)


FIELDS = {
    _name(place, position): _field(place, position)
    for place, room in ROOM.items()
    for position in range(room)
}
ArrangementForm = type("ArrangementForm", (FrontForm,), {**FIELDS, "__module__": __name__})


@admin.register(Front)
class FrontAdmin(RefusalMixin, admin.ModelAdmin):
    form = ArrangementForm
    list_display = ["__str__", "until"]
    list_select_related = ["section"]
    show_full_result_count = False
    change_form_template = "admin/articles/front/change_form.html"

    def get_fieldsets(self, request, obj=None):
        heads = {
            Place.LEAD: gettext_lazy("The lead"),
            Place.BESIDE: gettext_lazy("Beside the lead"),
            Place.PICK: gettext_lazy("Picked by the desk"),
        }
        rows = [
            (heads[place], {"fields": [_name(place, n) for n in range(room)]})
            for place, room in ROOM.items()
        ]
        which = [] if obj else ["section"]
        return [(None, {"fields": [*which, "until", "seen_version"]}), *rows]

    def render_change_form(self, request, context, **kwargs):
        newest = Edition.objects.live(timezone.now()).order_by("-sort_at", "-id")
        context["offered"] = newest.values_list("path", "headline")[:OFFERED]
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        version = form.cleaned_data.get("seen_version") or form.instance.version
        arranging.arrange(form.instance, form.places, by=request.user, version=version)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.look)
        return [path("look/", view, name="articles_front_look"), *super().get_urls()]

    def look(self, request: HttpRequest) -> HttpResponse:
        """The front as it would be with what stands in the form; nothing is saved."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not request.user.has_perm("articles.change_front"):
            raise PermissionDenied
        form = ArrangementForm(request.POST, instance=self._known(request))
        if not form.is_valid():
            return self._refused(request, form)
        chosen = {place: [one.pk for one in stories] for place, stories in form.places.items()}
        section = form.instance.section
        at = timezone.now()
        tree = SectionTree.load()
        if section is None:
            response = front_page(request, tree=tree, at=at, chosen=chosen)
        else:
            response = section_page(request, section, tree=tree, at=at, chosen=chosen)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def _known(self, request: HttpRequest) -> Front | None:
        number = request.POST.get("front", "")
        return Front.objects.filter(pk=int(number)).first() if number.isdecimal() else None

    def _refused(self, request: HttpRequest, form: forms.ModelForm) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "form": form, "opts": self.opts}
        context["title"] = _("This front cannot be shown yet")
        return TemplateResponse(request, "admin/articles/front/refused.html", context)
