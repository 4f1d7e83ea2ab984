"""What a hotfix brought into the edition that waited, and what it left to be decided."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Carry(models.Model):
    """A hotfix carried into a waiting edition. ``before`` is that edition as plain data."""

    edition = models.ForeignKey("articles.Edition", models.CASCADE, related_name="carries")
    hotfix = models.ForeignKey("articles.Edition", models.CASCADE, related_name="carried_into")
    before = models.JSONField()
    fields = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("carried hotfix")
        verbose_name_plural = _("carried hotfixes")
        default_permissions = ()
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.hotfix_id} → {self.edition_id}"


class CarryQuestion(models.Model):
    """A field, or a stretch of the body, that both editions changed."""

    class Choice(models.TextChoices):
        KEEP = "keep", _("Keep what waits")
        TAKE = "take", _("Take the hotfix")

    carry = models.ForeignKey(Carry, models.CASCADE, related_name="questions")
    field = models.CharField(max_length=30)
    original = models.JSONField(null=True)
    mine = models.JSONField(null=True)
    theirs = models.JSONField(null=True)
    choice = models.CharField(max_length=4, choices=Choice, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("question of a carried hotfix")
        verbose_name_plural = _("questions of carried hotfixes")
        default_permissions = ()
        ordering = ["id"]

    def __str__(self) -> str:
        return self.field
