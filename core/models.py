"""The account, the audit log and the periodic jobs. Knows no other room."""

from __future__ import annotations

from typing import Any, NoReturn

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.errors import Refused


class User(AbstractUser):
    """An account of somebody who works here."""

    time_zone = models.CharField(
        _("time zone"),
        max_length=63,
        blank=True,
        help_text=_("An IANA name such as Europe/Berlin. Empty: the newsroom's own zone."),
    )

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @property
    def short_name(self) -> str:
        return self.first_name or self.username


class AuditEntry(models.Model):
    """One act of one person, kept for ever; labels are copied so that it can be read alone."""

    actor = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    actor_name = models.CharField(_("name at that time"), max_length=150, blank=True)
    act = models.CharField(_("act"), max_length=60)
    object_type = models.CharField(_("kind"), max_length=60)
    object_id = models.CharField(_("number"), max_length=40)
    object_label = models.CharField(_("of"), max_length=250)
    reason = models.TextField(_("reason"), blank=True)
    data = models.JSONField(_("details"), default=dict, blank=True)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "-id"], name="audit_of_object"),
            models.Index(fields=["at"], name="audit_at"),
            models.Index(fields=["actor", "-id"], name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.act} {self.object_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise Refused(_("An entry of the log is never changed."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Refused(_("An entry of the log is never deleted."))


class Purge(models.Model):
    """What a CDN still has to be told to forget, in the CDN's words."""

    names = models.JSONField(_("names"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("purge")
        verbose_name_plural = _("purges")

    def __str__(self) -> str:
        return " ".join(self.names)


class Untold(models.Model):
    """A change that readers see was committed, and not every machine knows yet."""

    class Meta:
        verbose_name = _("untold change")
        verbose_name_plural = _("untold changes")

    def __str__(self) -> str:
        return str(self.pk)


class PeriodicJob(models.Model):
    """When a recurring job is due next, and who has it now."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    next_run = models.DateTimeField(_("due"))
    lease_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    last_run = models.DateTimeField(_("last done"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("recurring job")
        verbose_name_plural = _("recurring jobs")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
