"""What the site has learned about spam from its own moderators, as counts without words."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SpamToken(models.Model):
    """How often a word, kept as a hash, stood in spam and in approved comments."""

    hash = models.BigIntegerField(primary_key=True)
    spam = models.PositiveIntegerField(default=0)
    ham = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("learned word")
        verbose_name_plural = _("learned words")

    def __str__(self) -> str:
        return f"{self.hash}: {self.spam}, {self.ham}"


class SpamModel(models.Model):
    """One row: how many comments were learned, and where the lines are drawn."""

    spam = models.PositiveIntegerField(default=0)
    ham = models.PositiveIntegerField(default=0)
    # How many of ``ham`` nobody decided on: they stood unreported for a week.
    quiet = models.PositiveIntegerField(default=0)
    # The newest comment whose rules were counted as having spoken.
    counted_to = models.BigIntegerField(default=0)
    likely_from = models.FloatField(default=0.5)
    spam_from = models.FloatField(null=True)
    off = models.JSONField(default=list)  # the codes of rules the desk silenced
    # The blind check went bad: nothing is spam by itself from then on, until it is trusted again.
    stopped_at = models.DateTimeField(null=True)
    trusted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("spam scorer")
        verbose_name_plural = _("spam scorers")

    def __str__(self) -> str:
        return f"{self.spam}, {self.ham}"


class Lesson(models.Model):
    """What one comment taught: the very hashes that were counted, so that they can be uncounted."""

    comment = models.OneToOneField("comments.Comment", models.CASCADE, related_name="lesson")
    is_spam = models.BooleanField(_("spam"))
    # Where it comes from: true when nobody decided and nobody reported, false for a decision.
    is_quiet = models.BooleanField(_("learned from a quiet publication"), default=False)
    hashes = models.BinaryField()
    text_hash = models.CharField(max_length=64, db_index=True)
    writer = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        indexes = [
            models.Index(fields=["writer", "at"], name="lesson_by_writer"),
            models.Index(fields=["at"], condition=Q(is_quiet=True), name="lesson_quiet"),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.is_spam}"


class RuleTally(models.Model):
    """How often a rule spoke on one day, and how moderators decided where it had."""

    code = models.CharField(_("rule"), max_length=20)
    day = models.DateField(_("day"))
    fired = models.PositiveIntegerField(_("spoke"), default=0)
    confirmed = models.PositiveIntegerField(_("spam"), default=0)
    overturned = models.PositiveIntegerField(_("approved"), default=0)

    class Meta:
        verbose_name = _("tally of a rule")
        verbose_name_plural = _("tallies of rules")
        ordering = ["-day", "code"]
        constraints = [models.UniqueConstraint(fields=["day", "code"], name="tally_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.code}"


class Objection(models.Model):
    """That a moderator found a rule wrong about a comment. Deleted when taken back; the log keeps
    both."""

    comment = models.ForeignKey("comments.Comment", models.CASCADE, related_name="objections")
    code = models.CharField(_("rule"), max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(_("who"), max_length=150)
    at = models.DateTimeField(_("when"), db_index=True)

    class Meta:
        verbose_name = _("objection to a rule")
        verbose_name_plural = _("objections to rules")
        constraints = [
            models.UniqueConstraint(fields=["comment", "code"], name="objection_once_a_rule")
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.code}"
