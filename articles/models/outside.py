"""A story shown to somebody outside who is asked to agree, and what that person answered."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OutsideLink(models.Model):
    """One person's way to one edition, without an account. Of the secret only a hash is kept."""

    edition = models.ForeignKey("articles.Edition", models.CASCADE, related_name="outside_links")
    name = models.CharField(_("name"), max_length=120)
    part = models.CharField(
        _("part"),
        max_length=120,
        blank=True,
        help_text=_("As in “author of the paper” or “lawyer”."),
    )
    wants_answer = models.BooleanField(_("asked for an answer"), default=True)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("works until"))
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("link for somebody outside")
        verbose_name_plural = _("links for somebody outside")
        default_permissions = ()
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name}, {self.part}" if self.part else self.name

    def works(self, at: datetime) -> bool:
        """Whether it opens at that moment."""
        return self.revoked_at is None and at < self.expires_at


class OutsideEvent(models.Model):
    """The link was opened, or answered; an answer is about the text it names by fingerprint."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("opened")
        AGREED = "agreed", _("agrees")
        ASKED = "asked", _("asks for changes")

    link = models.ForeignKey(OutsideLink, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=8, choices=Kind)
    at = models.DateTimeField()
    version = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("event of a link for somebody outside")
        verbose_name_plural = _("events of links for somebody outside")
        default_permissions = ()
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.link}: {self.kind}"
