"""What was wrong in a story, said openly. Never changed, never taken away."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.errors import Refused


class Correction(models.Model):
    """A dated public note on a story."""

    class Kind(models.TextChoices):
        CLARIFICATION = "clarification", _("Clarification")
        CORRECTION = "correction", _("Correction")
        UPDATE = "update", _("Update")
        EDITORS_NOTE = "editors_note", _("Editor’s note")

    article = models.ForeignKey(
        "articles.Article", models.PROTECT, related_name="corrections", verbose_name=_("story")
    )
    edition = models.ForeignKey(
        "articles.Edition",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("edition that brought it"),
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.CORRECTION)
    text = models.TextField(_("text for readers"), max_length=1_000)
    was = models.TextField(_("what was wrong"), max_length=1_000, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("published"))

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["-at", "-id"], name="correction_newest")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:80]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise Refused(_("A correction is never changed. Add another one."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Refused(_("A correction is never deleted. Add another one."))
