"""The form of a picture: a file once, then its words, rights and focal point."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Refused
from media import uploads
from media.library import CHANGEABLE
from media.models import Image

ACCEPT = "image/jpeg,image/png,image/webp,image/avif"


class ChangeImageForm(forms.ModelForm):
    """What is said about a picture; refuses to overwrite what somebody else said meanwhile."""

    version_read = forms.IntegerField(widget=forms.HiddenInput)
    source_url = forms.URLField(
        label=gettext_lazy("Source"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=AdminURLFieldWidget,
        help_text=gettext_lazy("The page it comes from. For your colleagues, not for readers."),
    )

    class Meta:
        model = Image
        fields = CHANGEABLE
        widgets = {
            "alt": forms.Textarea(attrs={"rows": 2}),
            "caption": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        if "version_read" in self.fields:
            self.fields["version_read"].initial = self.instance.version

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._refuse_missing_description(cleaned)
        self._refuse_stale_copy(cleaned)
        return cleaned

    def _refuse_missing_description(self, cleaned: dict[str, Any]) -> None:
        try:
            uploads.require_description(
                cleaned.get("alt") or "", is_decorative=cleaned.get("is_decorative", False)
            )
        except Refused as refusal:
            self.add_error(refusal.field, refusal.message)

    def _refuse_stale_copy(self, cleaned: dict[str, Any]) -> None:
        if "version_read" not in self.fields:
            return
        current = Image.objects.get(pk=self.instance.pk)
        if cleaned.get("version_read") == current.version:
            return
        self.data = self.data.copy()
        self.data["version_read"] = current.version
        self.add_error(None, [_STALE, *self._theirs(current, cleaned)])

    def _theirs(self, current: Image, cleaned: dict[str, Any]) -> list[str]:
        return [
            _("%(field)s there: “%(text)s”.")
            % {"field": self.fields[name].label, "text": getattr(current, name)}
            for name in CHANGEABLE
            if name in cleaned and cleaned[name] != getattr(current, name)
        ]


_STALE = gettext_lazy(
    "Somebody else changed this picture since you opened it. Your text stands below; what stands"
    " there now follows here. Save again to keep yours."
)


class AddImageForm(ChangeImageForm):
    """A new picture: the file is decoded here, before anything is written."""

    version_read = None
    upload = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=gettext_lazy(
            "JPEG, PNG, WebP or AVIF, up to 20 MB and 50 megapixels. One above 16 megapixels is"
            " kept at half of its width, or at a quarter. Place, camera and other"
            " hidden data are taken out."
        ),
    )

    def clean_upload(self) -> uploads.CheckedUpload:
        file: File = self.cleaned_data["upload"]
        try:
            checked = uploads.check(file)
        except Refused as refusal:
            raise ValidationError(refusal.message) from refusal
        if known := uploads.find(checked):
            raise ValidationError(already_here(known))
        return checked

    def full_clean(self) -> None:
        super().full_clean()
        if self._errors and "upload" not in self._errors:
            self.add_error("upload", _("Choose the file once more: a browser does not keep it."))


def already_here(image: Image) -> str:
    address = reverse("admin:media_image_change", args=[image.pk])
    return format_html(
        _("This picture is in the library already: {}."),
        format_html('<a href="{}">{}</a>', address, image.title),
    )
