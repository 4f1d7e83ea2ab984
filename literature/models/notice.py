"""Notices about a work: corrections, concerns, retractions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from literature.models.work import Work


class RetractionNotice(models.Model):
    """One notice about one work, whoever reported it first; ``sources`` names all who did."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        CONCERN = "concern", _("Expression of concern")
        RETRACTION = "retraction", _("Retraction")
        PARTIAL_RETRACTION = "partial_retraction", _("Retraction in part")
        WITHDRAWAL = "withdrawal", _("Withdrawal")
        REINSTATEMENT = "reinstatement", _("Reinstatement")

    work = models.ForeignKey(Work, models.CASCADE, related_name="notices", verbose_name=_("work"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    notice_doi = models.CharField(_("DOI of the notice"), max_length=200, blank=True)
    notice_pmid = models.CharField(_("PMID of the notice"), max_length=8, blank=True)
    url = models.URLField(_("address of the notice"), max_length=500, blank=True)
    noticed_on = models.CharField(_("date of the notice"), max_length=32, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    sources = models.JSONField(_("sources"), default=list, blank=True)
    checked_at = models.DateTimeField(_("checked"))

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-noticed_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["work", "kind", "notice_doi"], name="notice_once_per_work"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.work}"
