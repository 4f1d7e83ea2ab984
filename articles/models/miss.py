"""Addresses that readers asked for and nothing stands at."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Miss(models.Model):
    """One path with how often it was asked for. Who asked is not kept."""

    path = models.CharField(_("address"), max_length=340, unique=True)
    count = models.PositiveIntegerField(_("times"), default=1)
    first_at = models.DateTimeField(_("first"))
    last_at = models.DateTimeField(_("last"))
    sent_to = models.ForeignKey(
        "articles.Article",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("leads to"),
    )

    class Meta:
        verbose_name = _("address nobody is at")
        verbose_name_plural = _("addresses nobody is at")
        default_permissions = ("view", "change")
        ordering = ["-count", "-id"]
        indexes = [
            models.Index(fields=["-count", "-id"], name="miss_most_asked"),
            models.Index(fields=["last_at"], name="miss_by_last"),
        ]

    def __str__(self) -> str:
        return f"/{self.path}/"
