"""What the desk tells a person by mail, how each of them wants it, and what was told already."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MessageKind(models.TextChoices):
    REVIEW_ASKED = "review_asked", _("You are asked to review a story")
    CHANGES_ASKED = "changes_asked", _("Changes are asked in your story")
    APPROVED = "approved", _("Your story is approved")
    MENTIONED = "mentioned", _("You are called in a note")
    ASSIGNED = "assigned", _("A story is handed to you")
    PUBLISHED = "published", _("A scheduled story of yours went live")
    LIFTED = "lifted", _("The embargo on a story of yours has lifted")


class Timing(models.TextChoices):
    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    NEVER = "never", _("not by mail")


class MessageChoice(models.Model):
    """When a person wants messages of one kind. Without a row, the usual holds."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="message_choices"
    )
    kind = models.CharField(max_length=16, choices=MessageKind)
    timing = models.CharField(max_length=8, choices=Timing)

    class Meta:
        verbose_name = _("choice about messages")
        verbose_name_plural = _("choices about messages")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="message_choice_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind}, {self.timing}"


class Message(models.Model):
    """One thing told to one person. ``fact`` names what happened, so that it is told once.

    Without ``due_at`` it is not to be sent: it was not wanted, or may not be known any more.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages")
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=16, choices=MessageKind)
    fact = models.CharField(max_length=80)
    who = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        default_permissions = ()
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["person", "fact"], name="message_once")]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(sent_at=None, due_at__isnull=False),
                name="message_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.fact}"
