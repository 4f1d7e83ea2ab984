"""Every address a story has or had."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Address(models.Model):
    """A path that belongs to one story for ever. Which one is shown stands on the live edition."""

    path = models.CharField(_("address"), max_length=340, unique=True)
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="addresses", verbose_name=_("story")
    )
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"/{self.path}/"
