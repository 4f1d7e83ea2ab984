"""What was found behind an address that stories link to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkAnswer(models.Model):
    """The last answer of an address outside; it belongs to no story, so that it is asked once."""

    class State(models.TextChoices):
        ALIVE = "alive", _("It is there")
        DEAD = "dead", _("It leads nowhere")
        UNSURE = "unsure", _("No clear answer")

    LONGEST = 1_000

    url = models.CharField(_("address"), max_length=LONGEST, unique=True)
    state = models.CharField(_("answer"), max_length=8, choices=State)
    said = models.CharField(_("in words"), max_length=250, blank=True)
    checked_at = models.DateTimeField(_("asked"), db_index=True)

    class Meta:
        verbose_name = _("answer of a link")
        verbose_name_plural = _("answers of links")
        default_permissions = ()

    def __str__(self) -> str:
        return self.url
