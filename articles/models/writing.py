"""What somebody typed and did not save yet, and who has which story open. Neither is history."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AutosaveBuffer(models.Model):
    """The form of one person as it stood a few seconds ago; without an edition a new story."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    edition = models.ForeignKey(
        "articles.Edition", models.CASCADE, null=True, related_name="buffers"
    )
    version = models.PositiveIntegerField(_("version that was opened"))
    form = models.TextField(_("what was typed"))
    kept_at = models.DateTimeField(_("kept"), db_index=True)

    class Meta:
        verbose_name = _("typing that is not saved")
        verbose_name_plural = _("typing that is not saved")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "edition"], name="buffer_once"),
            models.UniqueConstraint(
                fields=["user"], condition=Q(edition=None), name="buffer_of_new_story_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.kept_at:%H:%M}"


class Presence(models.Model):
    """Somebody has an edition open. A courtesy: what guards the text is its version."""

    edition = models.ForeignKey("articles.Edition", models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(_("since"))
    seen_at = models.DateTimeField(_("last seen"), db_index=True)
    typed_at = models.DateTimeField(_("last typed"), null=True)
    gave_way_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        default_permissions = ()
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "user"], name="presence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.since:%H:%M}"
