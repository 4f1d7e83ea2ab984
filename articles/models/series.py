"""A run of stories with a name and an order."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.links import path_of


class Series(models.Model):
    """Stories that belong together; each story stands in one series at most, as one part."""

    title = models.CharField(_("title"), max_length=150)
    slug = models.SlugField(
        _("address word"), max_length=80, unique=True, help_text=_("As in /series/sleep-school/.")
    )
    description = models.CharField(
        _("description"), max_length=250, blank=True, help_text=_("One sentence under the title.")
    )

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return path_of("articles:series", slug=self.slug)
