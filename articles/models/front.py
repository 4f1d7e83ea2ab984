"""How editors arrange the front page and the fronts of sections."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Front(models.Model):
    """The arrangement of one front: the home page, or a section's page."""

    section = models.OneToOneField(
        "taxonomy.Section",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="front",
        verbose_name=_("front"),
    )
    until = models.DateTimeField(_("holds until"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        verbose_name = _("front")
        verbose_name_plural = _("fronts")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(section=None), name="front_one_home"
            )
        ]

    def __str__(self) -> str:
        return str(self.section) if self.section else str(_("Front page"))

    def get_absolute_url(self) -> str:
        return self.section.get_absolute_url() if self.section else "/"


class FrontSlot(models.Model):
    """A story in a place of a front. A story that readers cannot see falls out by itself."""

    class Place(models.TextChoices):
        LEAD = "lead", _("Lead")
        BESIDE = "beside", _("Beside the lead")
        PICK = "pick", _("Picked by the desk")

    front = models.ForeignKey(Front, models.CASCADE, related_name="slots")
    place = models.CharField(max_length=8, choices=Place)
    position = models.PositiveSmallIntegerField(default=0)
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="front_slots")

    class Meta:
        verbose_name = _("place on a front")
        verbose_name_plural = _("places on a front")
        ordering = ["place", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["front", "article"], name="front_story_once"),
            models.UniqueConstraint(fields=["front", "place", "position"], name="front_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_place_display()}: {self.article}"
