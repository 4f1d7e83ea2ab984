"""Who may not comment for a while, and why. A ban is lifted, never deleted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Ban(models.Model):
    """No comments from one address, one mail domain or one network, until a day or for good."""

    class Kind(models.TextChoices):
        IDENTITY = "identity", _("This confirmed writer")
        EMAIL = "email", _("This e-mail address")
        DOMAIN = "domain", _("Every e-mail address of this domain")
        NETWORK = "network", _("This network")

    class Effect(models.TextChoices):
        HOLD = "hold", _("Hold every comment for a moderator")
        REFUSE = "refuse", _("Refuse every comment, and say so")

    kind = models.CharField(_("whom"), max_length=10, choices=Kind.choices)
    # A number, a keyed hash or a domain; never an address.
    value = models.CharField(max_length=254, editable=False)
    # The hash of a confirmed writer's address under the key of bans, so that a ban outlasts what
    # the site knows of the writer.
    address = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    effect = models.CharField(_("effect"), max_length=10, choices=Effect.choices)
    reason = models.TextField(_("reason"))
    # The comment it was made from, so that a moderator sees whom it is about.
    comment = models.ForeignKey("comments.Comment", models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(_("who"), max_length=150)
    at = models.DateTimeField(_("since"))
    expires_at = models.DateTimeField(_("until"), null=True, blank=True)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by_name = models.CharField(_("lifted by"), max_length=150, blank=True)
    lifted_reason = models.TextField(_("why it was lifted"), blank=True)

    class Meta:
        verbose_name = _("ban")
        verbose_name_plural = _("bans")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "value"], condition=Q(lifted_at=None), name="ban_stands_once"
            )
        ]

    def __str__(self) -> str:
        if self.kind == self.Kind.DOMAIN:
            return self.value
        return str(self.get_kind_display())
