"""A promise not to publish before a moment, as somebody outside gave it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.citation import Citation
from core.wall_time import in_zone


class EmbargoQuerySet(models.QuerySet["Embargo"]):
    """Sets of embargoes."""

    def of_story(self, article: int) -> EmbargoQuerySet:
        """Those of a story itself, and of the works that an edition of it cites.

        What only editions of the past cite counts no more.
        """
        own = Embargo.articles.through.objects.filter(article=article).values("embargo")
        cited = Citation.objects.filter(edition__article=article, edition__live_until=None)
        return self.filter(Q(pk__in=own) | Q(pk__in=_through(cited)))

    def brought_in_by(self, edition: int, *, beside: int) -> EmbargoQuerySet:
        """Those of works that one edition cites and another does not."""
        known = Citation.objects.filter(edition=beside).exclude(work=None).values("work")
        return self.filter(
            pk__in=_through(Citation.objects.filter(edition=edition).exclude(work__in=known))
        )

    def holding(self, at: datetime) -> EmbargoQuerySet:
        """Those that bind at ``at``."""
        return self.filter(lifts_at__gt=at).filter(Q(lifted_at=None) | Q(lifted_at__gt=at))


def _through(cited: models.QuerySet[Citation]) -> models.QuerySet[EmbargoedWork, int]:
    works = cited.exclude(work=None).values("work")
    return EmbargoedWork.objects.filter(work__in=works).values_list("embargo", flat=True)


class Embargo(models.Model):
    """What a journal or a press office asked for: a wall time in a zone, and its terms.

    ``lifts_at`` is the instant those two mean; they are kept beside it as they were given.
    """

    class Kind(models.TextChoices):
        JOURNAL = "journal", _("Journal")
        PRESS_OFFICE = "press_office", _("Press office")
        CONFERENCE = "conference", _("Conference")
        COMPANY = "company", _("Company")
        OTHER = "other", _("Somebody else")

    articles = models.ManyToManyField(
        "articles.Article", related_name="embargoes", verbose_name=_("stories")
    )
    kind = models.CharField(_("set by"), max_length=12, choices=Kind, default=Kind.JOURNAL)
    source = models.CharField(_("name"), max_length=160)
    wall_day = models.DateField(_("day"))
    wall_clock = models.TimeField(_("time"))
    zone = models.CharField(_("time zone"), max_length=63)
    is_second = models.BooleanField(_("the second of two equal times"), default=False)
    lifts_at = models.DateTimeField(_("lifts"))
    terms = models.TextField(_("terms"), max_length=2_000, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    lifted_at = models.DateTimeField(_("lifted early"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lifted by"),
    )
    lift_reason = models.TextField(_("why it was lifted early"), max_length=1_000, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("entered by"),
    )
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)

    objects = EmbargoQuerySet.as_manager()

    class Meta:
        verbose_name = _("embargo")
        verbose_name_plural = _("embargoes")
        ordering = ["-lifts_at", "-id"]
        permissions = [
            ("lift_embargo", _("Can lift an embargo early")),
            ("see_embargoed", _("Can see every story under embargo")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_at=None, lift_reason="")
                | (Q(lifted_at__isnull=False, lifted_at__lte=F("lifts_at")) & ~Q(lift_reason="")),
                name="embargo_early_lift_has_reason",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="embargo_has_source"),
        ]
        indexes = [models.Index(fields=["lifts_at"], name="embargo_by_lift")]

    def __str__(self) -> str:
        return f"{self.source}, {self.when}"

    @property
    def when(self) -> str:
        """The lift as its source said it: "12 Feb 2026, 17:00 EST (New York)"."""
        return in_zone(self.lifts_at, self.zone)

    @property
    def ends_at(self) -> datetime:
        return self.lifts_at if self.lifted_at is None else min(self.lifted_at, self.lifts_at)

    def holds(self, at: datetime) -> bool:
        return self.ends_at > at


class EmbargoedWork(models.Model):
    """A study under embargo: with it, every story that cites it."""

    embargo = models.ForeignKey(Embargo, models.CASCADE, related_name="held_works")
    work = models.ForeignKey("literature.Work", models.PROTECT, related_name="embargoed")

    class Meta:
        verbose_name = _("study under embargo")
        verbose_name_plural = _("studies under embargo")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.work)
