"""People who make stories, and their place in a byline."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.links import path_of


class Person(models.Model):
    """Somebody readers meet in bylines; not the same as an account."""

    name = models.CharField(_("name"), max_length=120, help_text=_("Without title or degree."))
    sort_name = models.CharField(_("sorted under"), max_length=120, help_text=_("Chen, Jennifer"))
    slug = models.SlugField(_("address word"), max_length=80, unique=True, allow_unicode=True)
    honorific = models.CharField(
        _("title"),
        max_length=20,
        blank=True,
        help_text=_("“Dr.” only with a doctorate or medical degree, named below."),
    )
    credentials = models.CharField(
        _("credentials"), max_length=120, blank=True, help_text=_("MD, FRCOphth")
    )
    credential_field = models.CharField(_("field"), max_length=120, blank=True)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    bio = models.TextField(_("about"), max_length=2_000, blank=True)
    orcid = models.CharField(_("ORCID iD"), max_length=19, blank=True)
    portrait = models.ForeignKey(
        "media.Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="portraits",
        verbose_name=_("portrait"),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("account"),
    )
    is_active = models.BooleanField(_("works here now"), default=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["orcid"], condition=~Q(orcid=""), name="person_orcid_once"
            ),
            models.CheckConstraint(
                condition=Q(honorific="") | ~Q(credentials=""), name="person_title_is_backed"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return path_of("articles:person", slug=self.slug)

    @property
    def full_name(self) -> str:
        return f"{self.honorific} {self.name}".strip()


class Byline(models.Model):
    """A person's part in an edition."""

    class Role(models.TextChoices):
        WRITER = "writer", _("Writer")
        REPORTER = "reporter", _("Reporting by")
        EDITOR = "editor", _("Edited by")
        REVIEWER = "reviewer", _("Checked by")
        ILLUSTRATOR = "illustrator", _("Illustration by")
        TRANSLATOR = "translator", _("Translated by")

    edition = models.ForeignKey(
        "articles.Edition", models.CASCADE, related_name="bylines", verbose_name=_("edition")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="bylines", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.WRITER)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "person", "role"],
                name="byline_once_per_role",
                violation_error_message=_("This person already has this role here."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.person}"

    @property
    def is_writer(self) -> bool:
        return self.role == self.Role.WRITER
