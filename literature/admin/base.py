"""What the forms of the library share: a refused save comes back as an error of its field."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse

from core import audit
from core.errors import Refused


def address_name(request: HttpRequest) -> str:
    """The name of the admin's address that was asked for, empty when there is none."""
    match = request.resolver_match
    return (match.url_name or "") if match else ""


class LibraryAdmin(admin.ModelAdmin):
    """Saves through the room's capability functions and shows their refusals in the form."""

    list_per_page = 50
    show_full_result_count = False
    # The columns a list does not show stay in the database.
    narrow: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows = super().get_queryset(request)
        is_list = address_name(request).endswith(("_changelist", "autocomplete"))
        return rows.defer(*self.narrow) if is_list else rows

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,  # noqa: FBT001, FBT002 - Django's signature
        **kwargs: Any,
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"refusal": getattr(request, "refusal", None)})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Django's own; what a save refuses is shown in the form as it was typed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refused:
            request.refusal = refused  # type: ignore[attr-defined]  # read in the answer
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        audit.record(request.user, f"{obj._meta.model_name}.delete", obj)  # type: ignore[arg-type]  # staff alone get here
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        for row in queryset:
            self.delete_model(request, row)
