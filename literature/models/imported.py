"""Files of references that were brought in, and what became of every record in them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from literature.models.work import Work


class ImportedFile(models.Model):
    """A file of references. Its records are kept before the first becomes a work."""

    name = models.CharField(_("name of the file"), max_length=200)
    format = models.CharField(_("format"), max_length=12)
    total = models.PositiveIntegerField(_("records"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("by")
    )
    at = models.DateTimeField(_("brought in"), auto_now_add=True)
    held_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("file of references")
        verbose_name_plural = _("files of references")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name


class ImportedRecord(models.Model):
    """One record of a file, in its order, with a sentence on what became of it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        MADE = "made", _("Added")
        MATCHED = "matched", _("Was there already")
        SKIPPED = "skipped", _("Skipped")
        REFUSED = "refused", _("Refused")

    file = models.ForeignKey(ImportedFile, models.CASCADE, related_name="records")
    line = models.PositiveIntegerField(_("line"))
    title = models.CharField(_("title"), max_length=300, blank=True)
    csl = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, default=Outcome.WAITING)
    sentence = models.CharField(_("why"), max_length=500, blank=True)
    work = models.ForeignKey(Work, models.SET_NULL, null=True, related_name="imported_as")

    class Meta:
        verbose_name = _("record of a file")
        verbose_name_plural = _("records of files")
        ordering = ["id"]
        indexes = [models.Index(fields=["file", "outcome", "id"], name="imported_by_outcome")]

    def __str__(self) -> str:
        return self.title or str(self.line)
