"""What moderators keep for themselves: notes, ready-made messages, keys."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.reasons import Reason


class Note(models.Model):
    """What a moderator wrote down about a comment, or about all comments of its writer."""

    comment = models.ForeignKey("comments.Comment", models.CASCADE, related_name="notes")
    # Set for a note about the writer; it is forgotten with the address itself.
    email_hmac = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    text = models.TextField(_("note"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("who"),
    )
    by_name = models.CharField(_("name at that time"), max_length=150)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.text[:60]}"


class Settling(models.Model):
    """A decision that can still be taken back before it has effects outside."""

    comment = models.OneToOneField("comments.Comment", models.CASCADE, related_name="+")
    decision = models.ForeignKey("comments.Decision", models.CASCADE, related_name="+")
    due_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("decision that waits")
        verbose_name_plural = _("decisions that wait")

    def __str__(self) -> str:
        return f"{self.comment_id}"


class ReadyMessage(models.Model):
    """What the writer of a rejected comment is told for one reason, in one language."""

    reason_code = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    language = models.CharField(_("language"), max_length=10, default="en")
    text = models.TextField(_("message"), max_length=2_000)

    class Meta:
        verbose_name = _("ready-made message")
        verbose_name_plural = _("ready-made messages")
        ordering = ["reason_code", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["reason_code", "language"], name="ready_message_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return self.get_reason_code_display()


class DigestSetting(models.Model):
    """How often one moderator wants to hear by letter what waits; without a row, as it is usual."""

    class Pace(models.TextChoices):
        SOON = "soon", _("at once in a quiet hour, then at most every 15 minutes")
        HOUR = "hour", _("at most every hour")
        DAY = "day", _("at most once a day")
        NEVER = "never", _("never")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    pace = models.CharField(max_length=5, choices=Pace.choices, default=Pace.SOON)

    class Meta:
        verbose_name = _("pace of letters")
        verbose_name_plural = _("paces of letters")

    def __str__(self) -> str:
        return f"{self.user}: {self.pace}"


class KeySetting(models.Model):
    """The keys one moderator uses in the queue; acts that are missing keep their usual key."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    is_on = models.BooleanField(_("single keys act"), default=True)
    keys = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("keys of a moderator")
        verbose_name_plural = _("keys of moderators")

    def __str__(self) -> str:
        return str(self.user)
