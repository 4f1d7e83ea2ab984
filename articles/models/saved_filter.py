"""A way to look at the list of stories that somebody gave a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    """The chosen filters of the story list. ``query`` is kept in one order, without the page."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="saved_filters",
        verbose_name=_("kept by"),
    )
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(_("filters"), max_length=400)
    is_shared = models.BooleanField(_("show it to the whole desk"), default=False)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        default_permissions = ()
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_filter_named_once")
        ]
        indexes = [
            models.Index(
                fields=["name"], condition=models.Q(is_shared=True), name="saved_filter_shared"
            )
        ]

    def __str__(self) -> str:
        return self.name
