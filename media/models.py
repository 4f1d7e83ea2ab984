"""A picture with its rights and description, and the sizes made of it. Knows no story."""

from __future__ import annotations

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LICENCE_URLS = {
    "cc-by-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "cc-by-sa-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "cc0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "public-domain": "https://creativecommons.org/publicdomain/mark/1.0/",
}
BODY_WIDTH = 960
PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class Image(models.Model):
    """One picture of the library, kept re-encoded and without metadata under its own hash."""

    class Licence(models.TextChoices):
        ALL_RIGHTS_RESERVED = "all-rights-reserved", _("All rights reserved")
        CC_BY = "cc-by-4.0", "CC BY 4.0"
        CC_BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
        CC0 = "cc0-1.0", "CC0 1.0"
        PUBLIC_DOMAIN = "public-domain", _("Public domain")
        PRESS = "press", _("Press picture, free for reporting")

    title = models.CharField(
        _("title"), max_length=200, help_text=_("For finding it here. Readers do not see it.")
    )
    file = models.FileField(_("file"), upload_to="images", max_length=200)
    content_hash = models.CharField(max_length=64, unique=True, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    mime = models.CharField(_("type"), max_length=40, editable=False)

    alt = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_("What the picture shows, for readers who do not see it."),
    )
    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("The picture adds nothing to the words, so screen readers pass over it."),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Who made it, as readers see it.")
    )
    licence = models.CharField(
        _("licence"), max_length=24, choices=Licence, default=Licence.ALL_RIGHTS_RESERVED
    )
    source_url = models.URLField(_("source"), max_length=500, blank=True)

    focal_x = models.PositiveSmallIntegerField(
        _("focal point, from the left in %"), default=50, validators=PERCENT
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, from the top in %"), default=50, validators=PERCENT
    )
    # A copy of the rows below, so that a page needs no query for the sizes of its pictures.
    renditions_index = models.JSONField(default=list, editable=False)

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("added by"),
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["-created_at", "-id"], name="image_newest")]
        constraints = [
            models.CheckConstraint(
                name="image_alt_or_decorative",
                condition=(Q(is_decorative=True) & Q(alt=""))
                | (Q(is_decorative=False) & ~Q(alt="")),
                violation_error_message=_(
                    "Describe the picture, or say that it is decorative: one of the two."
                ),
            ),
            models.CheckConstraint(
                name="image_focal_point_inside",
                condition=Q(focal_x__lte=100) & Q(focal_y__lte=100),
                violation_error_message=_("The focal point lies within the picture: 0 to 100."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def licence_url(self) -> str:
        """The text of the licence, or nothing where there is none to read."""
        return LICENCE_URLS.get(self.licence, "")

    @property
    def focal_point(self) -> tuple[int, int]:
        return self.focal_x, self.focal_y

    def sizes_of(self, preset: str, format: str) -> list[dict]:
        """The renditions of one preset and format ("jpeg", "avif"), narrowest first; no query."""
        return [
            {**entry, "url": default_storage.url(entry["path"])}
            for entry in self.renditions_index
            if entry["preset"] == preset and entry["format"] == format
        ]

    @property
    def thumbnail_url(self) -> str:
        sizes = self.sizes_of("thumb", "jpeg")
        return sizes[0]["url"] if sizes else self.file.url

    @property
    def preview_size(self) -> dict:
        """The largest size that keeps the picture whole, for the desk."""
        sizes = self.sizes_of("lead", "jpeg")
        return sizes[-1] if sizes else self._original

    @property
    def body_size(self) -> dict:
        """The size that stands in the text of a story."""
        sizes = [size for size in self.sizes_of("lead", "jpeg") if size["width"] <= BODY_WIDTH]
        return sizes[-1] if sizes else self._original

    @property
    def caption_and_credit(self) -> str:
        """What stands under the picture in a text: caption, maker, and an open licence."""
        licence = self.get_licence_display() if self.licence_url else ""
        source = ", ".join(part for part in (self.credit, str(licence)) if part)
        return " ".join(part for part in (self.caption, source) if part)

    @property
    def _original(self) -> dict:
        return {"url": self.file.url, "width": self.width, "height": self.height}


class Rendition(models.Model):
    """One size of a picture in one format."""

    class Format(models.TextChoices):
        JPEG = "jpeg", "JPEG"
        WEBP = "webp", "WebP"
        AVIF = "avif", "AVIF"

    image = models.ForeignKey(Image, models.CASCADE, related_name="renditions")
    preset = models.CharField(_("preset"), max_length=20)
    format = models.CharField(_("format"), max_length=8, choices=Format)
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    path = models.CharField(_("path"), max_length=200)
    bytes = models.PositiveIntegerField(_("size in bytes"))

    class Meta:
        verbose_name = _("size of a picture")
        verbose_name_plural = _("sizes of pictures")
        ordering = ["preset", "format", "width"]
        constraints = [
            models.UniqueConstraint(
                fields=["image", "preset", "format", "width"], name="rendition_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.preset} {self.format} {self.width} x {self.height}"
