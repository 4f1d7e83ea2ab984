"""What services outside said and how fast they may be asked; where a merged work has gone."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from literature.models.work import Work


class Answer(models.Model):
    """The last answer of a service to one question, kept so that it need not be asked again.

    ``payload`` is None where the service said that it knows no such thing.
    """

    service = models.CharField(_("service"), max_length=12)
    question = models.CharField(_("question"), max_length=300)
    payload = models.JSONField(null=True, blank=True)
    asked_at = models.DateTimeField(_("asked"), db_index=True)

    class Meta:
        verbose_name = _("answer of a service")
        verbose_name_plural = _("answers of services")
        constraints = [
            models.UniqueConstraint(fields=["service", "question"], name="answer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.service}: {self.question}"


class Pace(models.Model):
    """When a service may be asked next, shared by all processes; its answers set ``interval``."""

    service = models.CharField(_("service"), max_length=12, unique=True)
    free_at = models.DateTimeField(_("free from"))
    interval = models.FloatField(_("seconds between questions"))
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)

    class Meta:
        verbose_name = _("pace of a service")
        verbose_name_plural = _("paces of services")

    def __str__(self) -> str:
        return self.service


class FoundVersion(models.Model):
    """Another version of a work that a service names by its DOI, in the library or not."""

    work = models.ForeignKey(
        Work, models.CASCADE, related_name="found_versions", verbose_name=_("work")
    )
    kind = models.CharField(_("relation"), max_length=24)
    doi = models.CharField(_("DOI"), max_length=200)
    source = models.CharField(_("source"), max_length=12)
    noted_at = models.DateTimeField(_("noted"), auto_now_add=True)

    class Meta:
        verbose_name = _("version found")
        verbose_name_plural = _("versions found")
        constraints = [
            models.UniqueConstraint(fields=["work", "kind", "doi"], name="found_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.work} {self.kind} {self.doi}"


class MergedWork(models.Model):
    """A work that was a duplicate: where its citations went, and what stood in it."""

    former_id = models.BigIntegerField(_("former number"), unique=True)
    work = models.ForeignKey(
        Work, models.CASCADE, related_name="merged_works", verbose_name=_("merged into")
    )
    doi = models.CharField(_("DOI"), max_length=200, blank=True, db_index=True)
    pmid = models.CharField(_("PMID"), max_length=8, blank=True, db_index=True)
    title = models.TextField(_("title"))
    snapshot = models.JSONField(default=dict)
    merged_by = models.ForeignKey(
        "core.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("merged by")
    )
    merged_at = models.DateTimeField(_("merged"), auto_now_add=True)

    class Meta:
        verbose_name = _("merged work")
        verbose_name_plural = _("merged works")

    def __str__(self) -> str:
        return self.title
