"""What belongs to a reader: a proved address, earlier words, a report, a letter, a wish to go."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Identity(models.Model):
    """An e-mail address that somebody proved to read. Only its keyed hash is known, and that not
    for ever: empty once it was forgotten."""

    email_hmac = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"))
    # Counted up to make every browser forget that it is this writer.
    version = models.PositiveIntegerField(default=1, editable=False)
    expertise = models.CharField(
        _("verified expert in"),
        max_length=120,
        blank=True,
        help_text=_(
            "Shown as a badge on the comments sent from now on. Fill it in only after you have"
            " checked who the person is and what they are qualified in."
        ),
    )

    class Meta:
        verbose_name = _("confirmed writer")
        verbose_name_plural = _("confirmed writers")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["email_hmac"], condition=~Q(email_hmac=""), name="identity_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Revision(models.Model):
    """The words of a comment before its writer changed them."""

    comment = models.ForeignKey("comments.Comment", models.CASCADE, related_name="revisions")
    text = models.TextField(_("comment"))
    replaced_at = models.DateTimeField(_("replaced"))

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.replaced_at:%Y-%m-%d %H:%M}"


class Report(models.Model):
    """One reader's word that a visible comment should be looked at again."""

    class Why(models.TextChoices):
        OFFENSIVE = "offensive", _("It attacks somebody")
        SPAM = "spam", _("It is advertising")
        WRONG = "wrong", _("It says something false about health")
        PRIVATE = "private", _("It gives away something private, such as a patient’s data")
        OTHER = "other", _("Something else")

    comment = models.ForeignKey("comments.Comment", models.CASCADE, related_name="reports")
    why = models.CharField(_("reason"), max_length=10, choices=Why.choices)
    note = models.CharField(_("note"), max_length=500, blank=True)
    # A keyed hash of the reporter's network: one report per network and comment.
    reporter = models.CharField(max_length=64, editable=False)
    weight = models.FloatField(default=1.0, editable=False)
    at = models.DateTimeField(_("when"))
    # Whether a moderator agreed, once one has decided.
    upheld = models.BooleanField(_("a moderator agreed"), null=True, editable=False)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "reporter"], name="report_once_per_reader")
        ]
        indexes = [
            models.Index(fields=["reporter", "-at"], name="report_by_reader"),
            models.Index(
                fields=["comment"], condition=Q(upheld__isnull=True), name="report_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.get_why_display()}"


class Letter(models.Model):
    """That a letter of a kind went to an address, so that nobody gets too many."""

    class Kind(models.TextChoices):
        CONFIRM = "confirm", _("confirmation")
        REPLIES = "replies", _("replies")
        OWN = "own", _("own comments")
        DIGEST = "digest", _("held comments")
        REJECTED = "rejected", _("why a comment was rejected")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    address_hmac = models.CharField(max_length=64)
    network_hmac = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["address_hmac", "kind", "at"], name="letter_by_address"),
            models.Index(fields=["network_hmac", "kind", "at"], name="letter_by_network"),
            models.Index(fields=["at"], name="letter_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.at:%Y-%m-%d %H:%M}"


class Erasure(models.Model):
    """A writer's wish that everything under an address goes, until done or taken back."""

    email_hmac = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    keep_text = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.due_at:%Y-%m-%d %H:%M}"
