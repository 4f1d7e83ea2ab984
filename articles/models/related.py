"""The stories that the desk puts beside a story."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class RelatedPick(models.Model):
    """A story chosen by hand to stand under another. While readers cannot see it, it falls out."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="picks")
    position = models.PositiveSmallIntegerField(default=0)
    other = models.ForeignKey("articles.Article", models.CASCADE, related_name="picked_beside")

    class Meta:
        verbose_name = _("story chosen to stand beside another")
        verbose_name_plural = _("stories chosen to stand beside others")
        ordering = ["article", "position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="related_pick_once"),
            models.UniqueConstraint(fields=["article", "position"], name="related_place_once"),
            models.CheckConstraint(condition=~Q(article=F("other")), name="related_pick_is_other"),
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.other}"
