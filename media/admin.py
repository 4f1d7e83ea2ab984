"""The picture library on the desk: list, form, where a picture is used, and the picker."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_protect

from core.errors import Refused
from core.templatetags.core import zoned
from media.forms import AddImageForm, ChangeImageForm
from media.library import CHANGEABLE, change_image, delete_image, why_kept
from media.models import Image
from media.uploads import AlreadyHere, add_image
from media.usage import used_in

PICTURES_PER_PAGE = 24
_WORDS = (gettext_lazy("Words"), {"fields": ("title", "alt", "is_decorative", "caption")})
_RIGHTS = (gettext_lazy("Rights"), {"fields": ("credit", "licence", "source_url")})
_FOCAL = (
    gettext_lazy("Focal point"),
    {
        "fields": (("focal_x", "focal_y"),),
        "description": gettext_lazy("The point that stays in view when a picture is cut to shape."),
    },
)
_FILE = (None, {"fields": ("upload",)})
_PREVIEW = (None, {"fields": ("preview", "version_read")})
_USES = (gettext_lazy("Where it is used"), {"fields": ("uses",)})


@admin.register(Image)
class ImageAdmin(admin.ModelAdmin):
    list_display = ["thumbnail", "name", "credit", "licence", "pixels", "added"]
    list_display_links = ["name"]
    list_filter = ["licence", "is_decorative"]
    search_fields = ["title", "alt", "caption", "credit"]
    list_per_page = 50
    show_full_result_count = False
    readonly_fields = ["preview", "uses"]

    class Media:
        css = {"all": ["css/admin/pictures.css"]}
        js = [Script("js/admin/focal_point.js", type="module")]

    # --- form -------------------------------------------------------------------------------

    def get_form(
        self, request: HttpRequest, obj: Image | None = None, **kwargs: Any
    ) -> type[forms.ModelForm]:
        kwargs["form"] = ChangeImageForm if obj else AddImageForm
        return super().get_form(request, obj, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Image | None = None) -> list:
        if obj is None:
            return [_FILE, _WORDS, _RIGHTS, _FOCAL]
        if self.has_change_permission(request, obj):
            return [_PREVIEW, _WORDS, _RIGHTS, _FOCAL, _USES]
        return [(None, {"fields": ("preview",)}), _WORDS, _RIGHTS, _USES]

    @method_decorator(csrf_protect)
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Django's own, without its transaction: decoding takes seconds, and each act has one."""
        try:
            return self._changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
            known = refusal.image.pk if isinstance(refusal, AlreadyHere) else object_id
            return redirect("admin:media_image_change", known)

    def save_model(self, request, obj, form, change):
        given = {name: form.cleaned_data[name] for name in CHANGEABLE}
        if change:
            stored = Image.objects.get(pk=obj.pk)
            version = form.cleaned_data["version_read"]
            change_image(stored, fields=given, version=version, by=request.user)
        else:
            focal = given.pop("focal_x"), given.pop("focal_y")
            file = form.cleaned_data["upload"]
            obj.pk = add_image(file, **given, focal=focal, by=request.user).pk
        obj.refresh_from_db()

    def response_add(
        self, request: HttpRequest, obj: Image, post_url_continue: str | None = None
    ) -> HttpResponse:
        if number := _editor_number(request):
            address = reverse("admin:media_image_pick")
            return HttpResponseRedirect(f"{address}?CKEditorFuncNum={number}")
        return super().response_add(request, obj, post_url_continue)

    # --- deletion ---------------------------------------------------------------------------

    def get_actions(self, request: HttpRequest) -> dict:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # Each deletion looks for uses, so they go one by one.
        return actions

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        image = self.get_object(request, object_id)
        sentence = why_kept(image, by=request.user) if image else ""
        if sentence and self.has_delete_permission(request, image):
            self.message_user(request, sentence, messages.ERROR)
            return redirect("admin:media_image_change", image.pk)
        return super().delete_view(request, object_id, extra_context)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        return [str(obj) for obj in objs], {_("pictures"): len(objs)}, set(), []

    def delete_model(self, request: HttpRequest, obj: Image) -> None:
        delete_image(obj, by=request.user)

    # --- columns ----------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, image: Image) -> str:
        return render_to_string("admin/media/image/_thumbnail.html", {"image": image})

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def name(self, image: Image) -> str:
        return render_to_string("admin/media/image/_name.html", {"image": image})

    @admin.display(description=gettext_lazy("pixels"), ordering="width")
    def pixels(self, image: Image) -> str:
        return f"{image.width} × {image.height}"

    @admin.display(description=gettext_lazy("added"), ordering="created_at")
    def added(self, image: Image) -> str:
        return zoned(image.created_at)

    @admin.display(description=gettext_lazy("picture"))
    def preview(self, image: Image) -> str:
        return render_to_string("admin/media/image/_preview.html", {"image": image})

    def get_object(self, request: HttpRequest, *args: Any) -> Image | None:
        image = super().get_object(request, *args)
        if image is not None:
            image.viewer = request.user
        return image

    @admin.display(description=gettext_lazy("stories and pages"))
    def uses(self, image: Image) -> str:
        return render_to_string(
            "admin/media/image/_uses.html", {"uses": used_in(image, by=image.viewer)}
        )

    # --- picker -----------------------------------------------------------------------------

    def get_urls(self) -> list:
        pick = path("pick/", self.admin_site.admin_view(self.pick), name="media_image_pick")
        return [pick, *super().get_urls()]

    def pick(self, request: HttpRequest) -> HttpResponse:
        """The library as the editor's file browser: a press hands a picture to the window before.

        Speaks the file browser protocol of CKEditor 4, with its ``CKEditorFuncNum``.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        words = request.GET.get("q", "").replace("\x00", "").strip()
        page = Paginator(self._found(request, words), PICTURES_PER_PAGE).get_page(
            request.GET.get("page")
        )
        context = {
            **self.admin_site.each_context(request),
            "title": _("Choose a picture"),
            "is_popup": True,
            "opts": self.opts,
            "page": page,
            "words": words,
            "number": _editor_number(request),
            "may_add": self.has_add_permission(request),
        }
        return TemplateResponse(request, "admin/media/image/pick.html", context)

    def _found(self, request: HttpRequest, words: str) -> QuerySet[Image]:
        found, _duplicates = self.get_search_results(request, self.get_queryset(request), words)
        return found


def _editor_number(request: HttpRequest) -> str:
    """The number under which the editor waits for a picture, or nothing."""
    number = request.GET.get("CKEditorFuncNum", "")
    digits = number.removeprefix("-")
    return number if digits.isdecimal() and digits.isascii() and len(digits) < 10 else ""
