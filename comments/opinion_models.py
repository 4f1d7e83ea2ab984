"""What a service outside thinks of a comment, and what it was sent to think about."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Opinion(models.Model):
    """One comment as it was sent to Akismet, the answer, and what was reported back."""

    comment = models.OneToOneField("comments.Comment", models.CASCADE, related_name="opinion")
    # As submitted, for retries and exact reports; emptied after fifteen days.
    sent = models.JSONField(default=dict)
    is_spam = models.BooleanField(_("spam"), null=True)
    is_blatant = models.BooleanField(default=False)
    # How often it was asked again because the answer was still provisional.
    rechecks = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, db_index=True)
    # The report that waits to be sent, and the last one that was: "spam", "ham" or empty.
    to_tell = models.CharField(max_length=4, blank=True)
    told = models.CharField(max_length=4, blank=True)
    at = models.DateTimeField(_("when"), db_index=True)

    class Meta:
        verbose_name = _("opinion of Akismet")
        verbose_name_plural = _("opinions of Akismet")

    def __str__(self) -> str:
        return f"{self.comment_id}"


class Alert(models.Model):
    """One row: what Akismet says about the site's account, until it says it no more."""

    code = models.CharField(max_length=10)
    words = models.CharField(max_length=300)
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("alert of Akismet")
        verbose_name_plural = _("alerts of Akismet")

    def __str__(self) -> str:
        return f"{self.code}: {self.words}"
