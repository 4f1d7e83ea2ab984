"""What the admins of all rooms share: rights on custom pages, a page before an act, refusals.

Knows no model of its own. A capability function refuses; the form says so and loses nothing typed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Refused

View = Callable[..., HttpResponse]
SEEN = "seen"
STALE = gettext_lazy(
    "Somebody else saved this while you were writing. Your text is still here; save again to put"
    " it in place of theirs."
)


def needs(*rights: str, to_act: Sequence[str] = ()) -> Callable[[View], View]:
    """Let a custom admin view answer GET to holders of ``rights``, POST also only with ``to_act``.

    Both are dotted permissions; every other method answers 405, a missing right 403.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in {"GET", "HEAD", "POST"}:
                return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
            wanted = [*rights, *(to_act if request.method == "POST" else ())]
            if not (request.user.is_active and request.user.has_perms(wanted)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return checked

    return decorate


@dataclass(frozen=True)
class Confirmation:
    """A page that says what a button will do before anybody presses it.

    ``effects`` are sentences, one line each; without a ``verb`` there is no button, and
    ``sentence`` says why. ``crumbs`` are (label, address) pairs after the desk.
    """

    title: str
    sentence: str
    back: str
    verb: str = ""
    effects: Sequence[str] = ()
    crumbs: Sequence[tuple[str, str]] = ()
    form: forms.Form | None = None
    hidden: Sequence[tuple[str, str]] = ()


def confirm(
    request: HttpRequest,
    site: admin.AdminSite,
    page: Confirmation,
    *,
    act: Callable[[], str],
    opts: Any = None,
) -> HttpResponse:
    """GET shows ``page``; POST does ``act``, which returns the address to go on to.

    A form on the page must be valid first. A refusal is shown on the page; nothing typed is lost.
    """
    refusal = ""
    if request.method == "POST" and page.verb and (page.form is None or page.form.is_valid()):
        try:
            return HttpResponseRedirect(act())
        except Refused as refused:
            refusal = refused.message
    context = {
        **site.each_context(request),
        "title": page.title,
        "page": page,
        "refusal": refusal,
        "opts": opts,
    }
    return TemplateResponse(request, "admin/confirm.html", context)


class ReadOnlyMixin(admin.ModelAdmin):
    """An admin that shows rows and changes none."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Suggestions(AutocompleteSelect):
    """The stock field that offers rows as one types; what is no number is no row, and no error."""

    def optgroups(self, name: str, value: list[Any], attr: Any = None) -> list[Any]:
        numbers = [one for one in value if str(one).isascii() and str(one).isdigit()]
        return super().optgroups(name, numbers or [""], attr)


class SaidMixin(admin.ModelAdmin):
    """An admin that reports what it did in one plain sentence."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Suggestions(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> HttpResponse:
        request.said = _("“%s” is saved.") % obj
        return super().response_add(request, obj, *args)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        request.said = _("“%s” is saved.") % obj
        return super().response_change(request, obj)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        request.said = _("“%s” is deleted.") % obj_display
        return super().response_delete(request, obj_display, obj_id)

    def message_user(
        self, request: HttpRequest, message: Any, level: Any = messages.INFO, **kwargs: Any
    ) -> None:
        said = getattr(request, "said", message) if level == messages.SUCCESS else message
        super().message_user(request, said, level, **kwargs)


class RefusedForm(forms.BaseForm):
    """Mixed into a form whose save was refused: the refusal becomes one of its errors."""

    refusal: Refused

    def _post_clean(self) -> None:
        super()._post_clean()
        field = self.refusal.field
        self.add_error(field if field in self.fields else None, self.refusal.message)


class RefusalMixin(SaidMixin):
    """An admin whose ``save_model`` may raise ``Refused``: the form comes back and says so.

    The first attempt is rolled back as a whole, then the form is shown with what was typed.
    """

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refused:
            request.refusal = refused
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,  # noqa: FBT001, FBT002 - Django's signature
        **kwargs: Any,
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        refused = getattr(request, "refusal", None)
        if refused is None:
            return form
        return type(form.__name__, (RefusedForm, form), {"refusal": refused})


def fingerprint(row: models.Model, names: Iterable[str]) -> str:
    """A short print of some of a row's own columns: equal prints, equal values."""
    wanted = set(names)
    values = [
        (field.attname, field.value_to_string(row))
        for field in row._meta.concrete_fields
        if field.name in wanted
    ]
    return hashlib.sha256(repr(values).encode()).hexdigest()[:24]


class SeenForm(forms.ModelForm):
    """A form that is refused when somebody else saved its row since it was opened.

    It carries the print of the row as it was shown. Run it inside the transaction of the save,
    as the stock admin does. After a refusal the fields keep what was typed, the message says what
    stands there now, and saving again puts the new text in its place.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.initial[SEEN] = fingerprint(self.instance, self.fields)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk is not None:
            self._refuse_if_stale()
        return cleaned

    def _refuse_if_stale(self) -> None:
        rows = type(self.instance)._default_manager.select_for_update()
        current = rows.get(pk=self.instance.pk)
        now = fingerprint(current, self.fields)
        if self.cleaned_data.get(SEEN) == now:
            return
        self.data = self.data.copy()
        self.data[self.add_prefix(SEEN)] = now
        self.add_error(None, [STALE, *self._what_stands_now(current)])

    def _what_stands_now(self, current: models.Model) -> list[str]:
        """One sentence for each field that differs from what was typed."""
        columns = {field.name for field in current._meta.concrete_fields}
        return [
            _("“%(field)s” is now: %(text)s")
            % {"field": self.fields[name].label, "text": getattr(current, name) or "–"}
            for name, typed in self.cleaned_data.items()
            if name in columns and typed != getattr(current, name)
        ]


class SeenMixin(SaidMixin):
    """An admin whose ``form`` is a ``SeenForm``; adds its hidden field to the form's layout."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        found = list(super().get_fieldsets(request, obj))
        shown = {name for _heading, options in found for name in options["fields"]}
        if obj is None or SEEN in shown or not self.has_change_permission(request, obj):
            return found
        return [*found, (None, {"fields": (SEEN,)})]


class BoundedPaginator(Paginator):
    """Counts no further than ``limit`` rows, so that a long log costs no long count.

    A page is found by its keys alone, before anything is joined to its rows.
    """

    limit = 10_000

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        bottom = (number - 1) * self.per_page
        rows = self.object_list.values_list("pk", flat=True)
        # A list, because PostgreSQL gives up on orders of more than eight tables.
        keys = list(rows[bottom : min(bottom + self.per_page, self.count)])
        return self._get_page(self.object_list.filter(pk__in=keys), number, self)

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by().values("pk")[: self.limit].count()
