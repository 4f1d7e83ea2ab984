"""The identity of a story: what stays the same through all its editions."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Article(models.Model):
    """A story as such. Its words stand in editions; readers see the one that is live."""

    class Comments(models.TextChoices):
        OPEN = "open", _("Open")
        PREMODERATE = "premoderate", _("Open, each read before it appears")
        CLOSED = "closed", _("Closed")

    class Withdrawal(models.TextChoices):
        NOTICE = "notice", _("A page with the reason")
        LEGAL = "legal", _("Gone, for a legal reason")

    latest = models.ForeignKey(
        "articles.Edition",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("newest edition"),
    )
    first_published_at = models.DateTimeField(
        _("first published"), null=True, blank=True, editable=False
    )
    embargoed_until = models.DateTimeField(
        _("under embargo until"), null=True, blank=True, editable=False
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawal_reason = models.TextField(_("reason, as readers see it"), blank=True)
    withdrawal_kind = models.CharField(
        _("what readers find"), max_length=10, blank=True, choices=Withdrawal
    )
    series = models.ForeignKey(
        "articles.Series",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        editable=False,
        verbose_name=_("series"),
    )
    part = models.PositiveSmallIntegerField(_("part"), null=True, blank=True, editable=False)
    comments_mode = models.CharField(
        _("comments"), max_length=12, choices=Comments, default=Comments.PREMODERATE
    )
    # Very many came at once; until then each is read before it appears, whatever the mode.
    comments_held_until = models.DateTimeField(
        _("comments wait until"), null=True, blank=True, editable=False
    )
    comment_count = models.PositiveIntegerField(_("comments shown"), default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("begun by"),
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("whose story it is"),
    )
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        permissions = [("withdraw_article", _("Can withdraw a story"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawal_kind="", withdrawal_reason="")
                | (
                    Q(withdrawn_at__isnull=False)
                    & ~Q(withdrawal_kind="")
                    & ~Q(withdrawal_reason="")
                ),
                name="article_withdrawal_is_whole",
            ),
        ]
        indexes = [
            models.Index(
                fields=["comments_held_until"],
                condition=Q(comments_held_until__isnull=False),
                name="article_comments_held",
            ),
        ]

    def __str__(self) -> str:
        return self.latest.headline if self.latest else str(_("Story %d") % (self.pk or 0))

    def is_embargoed(self, at: datetime) -> bool:
        """Whether any of its embargoes holds at ``at``."""
        return self.embargoed_until is not None and self.embargoed_until > at

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None
