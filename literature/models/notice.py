"""Notices about a work: corrections, concerns, retractions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from literature.identifiers import doi_url
from literature.models.work import Work

# ICMJE's authority is PubMed, the publisher's word comes through Crossref: two who agree are right.
SOURCES_NEEDED = 2


class RetractionNotice(models.Model):
    """One notice about one work, whoever reported it first; ``sources`` names all who did.

    Written by ``literature.retractions`` alone. Two sources, or an editor's word, make it hold;
    only an editor's word makes it hold no more.
    """

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        CONCERN = "concern", _("Expression of concern")
        RETRACTION = "retraction", _("Retraction")
        PARTIAL_RETRACTION = "partial_retraction", _("Retraction in part")
        WITHDRAWAL = "withdrawal", _("Withdrawal")
        REINSTATEMENT = "reinstatement", _("Reinstatement")

    class State(models.TextChoices):
        REPORTED = "reported", _("Reported")
        CONFIRMED = "confirmed", _("Confirmed by an editor")
        DISMISSED = "dismissed", _("Set aside by an editor")

    work = models.ForeignKey(Work, models.CASCADE, related_name="notices", verbose_name=_("work"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    notice_doi = models.CharField(_("DOI of the notice"), max_length=200, blank=True)
    notice_pmid = models.CharField(_("PMID of the notice"), max_length=8, blank=True)
    url = models.URLField(_("address of the notice"), max_length=500, blank=True)
    noticed_on = models.CharField(_("date of the notice"), max_length=32, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    sources = models.JSONField(_("sources"), default=list, blank=True)
    evidence = models.JSONField(default=list, blank=True, editable=False)
    checked_at = models.DateTimeField(_("checked"))
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)

    # What the desk made of it
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.REPORTED)
    decided_by = models.ForeignKey(
        "core.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision_note = models.CharField(_("reason of the decision"), max_length=500, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-noticed_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["work", "kind", "notice_doi"], name="notice_once_per_work"
            )
        ]
        indexes = [
            models.Index(
                fields=["recorded_at"], condition=Q(closed_at=None), name="notice_to_handle"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.work}"

    @property
    def holds(self) -> bool:
        """Whether readers are told: an editor said so, or two sources and no editor against it."""
        if self.state == self.State.REPORTED:
            return len(self.sources) >= SOURCES_NEEDED
        return self.state == self.State.CONFIRMED

    @property
    def address(self) -> str:
        """Where the notice can be read, empty when nobody said."""
        return self.url or (doi_url(self.notice_doi) if self.notice_doi else "")
