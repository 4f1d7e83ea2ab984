"""What the desk says to itself about a story. No reader ever meets any of it."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.errors import Refused


class Note(models.Model):
    """A note on a story, kept as it was written. An edited note is a new one that replaces it."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="notes", verbose_name=_("story")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    text = models.TextField(_("note"), max_length=4_000)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("edited from"),
    )
    at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        default_permissions = ()
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="note_has_text")]

    def __str__(self) -> str:
        return self.text[:80]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise Refused(_("A note is never changed. Write it anew."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Refused(_("A note is never deleted."))


class Mention(models.Model):
    """A person called by name in a note, until they have read it."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="mentions", verbose_name=_("note"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="mentions",
        verbose_name=_("mentioned"),
    )
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        default_permissions = ()
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["note", "person"], name="mention_once")]
        indexes = [
            models.Index(fields=["person", "-id"], condition=Q(read_at=None), name="mention_unread")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.note}"


class Reminder(models.Model):
    """A day on which somebody looks at a story again, and why."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="reminders", verbose_name=_("story")
    )
    day = models.DateField(_("look again on"))
    reason = models.CharField(_("because"), max_length=250)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("asked by"),
    )
    created_at = models.DateTimeField(_("asked"), auto_now_add=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("done by"),
    )

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        default_permissions = ()
        ordering = ["day", "id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="reminder_has_reason")]
        indexes = [
            models.Index(fields=["day", "id"], condition=Q(done_at=None), name="reminder_due")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.reason}"
