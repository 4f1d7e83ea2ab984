"""How the whole site takes comments, and which stories the clock has closed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SiteMode(models.Model):
    """One row: how open the site is, and after how many days stories close by themselves."""

    class Mode(models.TextChoices):
        OPEN = "open", _("As each story says")
        PREMODERATE = "premoderate", _("Every comment is read before it appears")
        EMERGENCY = "emergency", _("Confirmed writers only, and every comment is read first")
        CLOSED = "closed", _("No new comments anywhere")

    mode = models.CharField(_("mode"), max_length=12, choices=Mode.choices, default=Mode.OPEN)
    close_after_days = models.PositiveSmallIntegerField(
        _("close stories after"), null=True, blank=True
    )

    # Very many came at once; until then each is read before it appears, whatever the mode.
    held_until = models.DateTimeField(_("comments wait until"), null=True, blank=True)

    class Meta:
        verbose_name = _("how the site takes comments")
        verbose_name_plural = _("how the site takes comments")

    def __str__(self) -> str:
        return str(self.get_mode_display())


class ClosedByClock(models.Model):
    """That a story was closed for its age, once; whoever opens it again is not overruled."""

    article = models.OneToOneField("articles.Article", models.CASCADE, related_name="+")
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("story closed for its age")
        verbose_name_plural = _("stories closed for their age")

    def __str__(self) -> str:
        return f"{self.article_id}"
