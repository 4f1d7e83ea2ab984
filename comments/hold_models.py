"""What must not be forgotten for a legal reason, until somebody lifts the hold."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LegalHold(models.Model):
    """One comment, or everything of its writer, is kept whatever the settings say. A hold is
    lifted, never deleted."""

    comment = models.ForeignKey("comments.Comment", models.PROTECT, related_name="legal_holds")
    # The writer's keyed hash where the hold is on all of their comments; else empty.
    email_hmac = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(_("who"), max_length=150)
    at = models.DateTimeField(_("since"))
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by_name = models.CharField(_("lifted by"), max_length=150, blank=True)
    lifted_reason = models.TextField(_("why it was lifted"), blank=True)

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment"], condition=Q(lifted_at=None), name="legal_hold_stands_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
