"""Checks that a section asks for before publication, and who signed them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewStep(models.Model):
    """A check such as "Fact check", for a section and everything under it."""

    class Checklist(models.TextChoices):
        HEALTH = "health", _("Ten questions to a health story")

    name = models.CharField(_("name"), max_length=60, help_text=_("As in “Medical review”."))
    section = models.ForeignKey(
        "taxonomy.Section",
        models.CASCADE,
        related_name="review_steps",
        verbose_name=_("section"),
        help_text=_("The sections under it ask for the check too."),
    )
    what = models.CharField(
        _("what is looked at"),
        max_length=250,
        blank=True,
        help_text=_("One sentence for the person who signs."),
    )
    checklist = models.CharField(
        _("questions"),
        max_length=12,
        choices=Checklist,
        blank=True,
        help_text=_("Who signs answers each of them first."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(
        _("asked for"), default=True, help_text=_("Off: what was signed stays on record.")
    )

    class Meta:
        verbose_name = _("check of a section")
        verbose_name_plural = _("checks of sections")
        ordering = ["position", "name", "id"]
        permissions = [("sign_reviewstep", _("Can sign a check of a story"))]

    def __str__(self) -> str:
        return self.name


class SignOff(models.Model):
    """Somebody looked, and says so; it counts for the text whose ``fingerprint`` it carries."""

    edition = models.ForeignKey("articles.Edition", models.CASCADE, related_name="sign_offs")
    step = models.ForeignKey(ReviewStep, models.PROTECT, related_name="sign_offs")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    answers = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("signed check")
        verbose_name_plural = _("signed checks")
        default_permissions = ()
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.step}: {self.by}"
