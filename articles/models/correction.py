"""What was wrong in a story, said openly. Never changed, never taken away."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.errors import Refused

CHANGED = _("A correction is never changed. Add another one.")
DELETED = _("A correction is never deleted. Add another one.")


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Sets of corrections, to read."""

    def public(self) -> CorrectionQuerySet:
        """Those that readers are told of: everything but mended typos."""
        return self.exclude(kind=Correction.Kind.TYPO)

    def update(self, **_values: Any) -> NoReturn:
        raise Refused(CHANGED)

    def delete(self) -> NoReturn:
        raise Refused(DELETED)


class Correction(models.Model):
    """A dated note on a story: public, but for a typo, which only the desk reads."""

    class Kind(models.TextChoices):
        CLARIFICATION = "clarification", _("Clarification")
        CORRECTION = "correction", _("Correction")
        UPDATE = "update", _("Update")
        EDITORS_NOTE = "editors_note", _("Editor’s note")
        TYPO = "typo", _("Typo, without a public note")

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
    text = models.TextField(_("text for readers"), max_length=1_000, blank=True)
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

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["-at", "-id"], name="correction_newest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | (Q(kind="typo") & ~Q(was="")),
                name="correction_says_something",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:80]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise Refused(CHANGED)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Refused(DELETED)
