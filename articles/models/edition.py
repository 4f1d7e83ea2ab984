"""A complete version of a story's content, and the interval in which readers see it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from articles import visibility
from articles.models.people import Byline
from core.links import path_of
from taxonomy.models import Tag

# The order of lists, and all that the gate asks: a list is one walk through one index.
BY_DATE = ("-sort_at", "-id", "live_from", "live_until")


class EditionQuerySet(models.QuerySet["Edition"]):
    """Sets of editions. What readers get begins with ``live(at)``."""

    def live(self, at: datetime) -> EditionQuerySet:
        """The editions readers see at that moment, one of each story.

        The first publication is never later than the place in time, so its condition changes
        nothing but the plan: lists by date read one index instead of sorting all that is live.
        """
        return self.filter(visibility.live_condition(at), sort_at__lte=at)

    def for_lists(self) -> EditionQuerySet:
        """Newest first, with section and picture, without the long texts."""
        return (
            self.select_related("article", "section", "lead_image")
            .defer("body_source", "body_html", "body_text")
            .order_by("-sort_at", "-id")
        )

    def with_bylines(self) -> EditionQuerySet:
        signed = Byline.objects.select_related("person")
        return self.prefetch_related(models.Prefetch("bylines", queryset=signed))

    def open(self) -> EditionQuerySet:
        """The editions still being written: never given a place in time."""
        return self.filter(live_from=None)


class Edition(models.Model):  # type: ignore[django-manager-missing]  # taggit has no types
    """One version of a story. Once it has a place in time it is never changed again."""

    # Pictures stand in this text too; media.usage looks there before one is deleted.
    picture_text_fields = ("body_source",)

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        CHANGES_ASKED = "changes_asked", _("Changes asked")
        APPROVED = "approved", _("Approved")

    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        EXPLAINER = "explainer", _("Explainer")
        ANALYSIS = "analysis", _("Analysis")
        COMMENT = "comment", _("Comment")
        REVIEW = "review", _("Review of the evidence")
        BRIEF = "brief", _("In brief")

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="editions", verbose_name=_("story")
    )
    number = models.PositiveIntegerField(_("number"), editable=False)
    state = models.CharField(
        _("state"), max_length=16, choices=State, default=State.DRAFT, editable=False
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.NEWS)
    headline = models.CharField(_("headline"), max_length=200)
    slug = models.SlugField(
        _("address word"),
        max_length=80,
        help_text=_("The last part of the address: lower-case letters, digits and hyphens."),
    )
    path = models.CharField(_("address"), max_length=340, editable=False)
    standfirst = models.TextField(_("standfirst"), max_length=500, blank=True)
    body_source = models.TextField(_("body"), blank=True)
    body_html = models.TextField(editable=False, blank=True)
    body_text = models.TextField(editable=False, blank=True)
    cleaner_version = models.PositiveSmallIntegerField(default=0, editable=False)
    note_at_foot = models.TextField(_("note at the foot"), max_length=500, blank=True)
    evidence = models.TextField(_("evidence card"), blank=True)
    evidence_review = models.CharField(max_length=20, blank=True, editable=False)
    evidence_design = models.CharField(max_length=24, blank=True, editable=False)
    evidence_subject = models.CharField(max_length=10, blank=True, editable=False)
    section = models.ForeignKey(
        "taxonomy.Section", models.PROTECT, related_name="editions", verbose_name=_("section")
    )
    tags = TaggableManager(
        verbose_name=_("tags"),
        through="articles.EditionTag",
        blank=True,
        related_name="editions",
        help_text=_("Separate them by commas."),
    )
    lead_image = models.ForeignKey(
        "media.Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="leads",
        verbose_name=_("lead picture"),
    )
    lead_caption = models.CharField(
        _("caption in this story"),
        max_length=300,
        blank=True,
        help_text=_("Empty: the caption from the picture library."),
    )
    search_title = models.CharField(_("title for search engines"), max_length=120, blank=True)
    search_description = models.CharField(_("description"), max_length=300, blank=True)

    sort_at = models.DateTimeField(_("first published"), null=True, blank=True, editable=False)
    live_from = models.DateTimeField(_("live from"), null=True, blank=True, editable=False)
    live_until = models.DateTimeField(_("live until"), null=True, blank=True, editable=False)
    planned_for = models.DateField(_("planned for"), null=True, blank=True)
    is_major_change = models.BooleanField(
        _("show as updated"),
        default=False,
        help_text=_("Readers see an “Updated” date. Leave it off for small changes."),
    )
    change_note = models.CharField(_("what changed"), max_length=250, blank=True)

    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reviews",
        verbose_name=_("reviewer"),
    )
    review_due = models.DateTimeField(_("review due"), null=True, blank=True)
    review_note = models.TextField(_("note"), blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("approved by"),
    )
    approval_carried = models.BooleanField(
        _("approved before a hotfix was carried in"), default=False, editable=False
    )
    hotfix_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="hotfixes",
        editable=False,
        verbose_name=_("hotfix of"),
    )
    forced_reason = models.TextField(
        _("why it was published all the same"), blank=True, editable=False
    )
    state_since = models.DateTimeField(_("in this state since"), null=True, editable=False)
    # Of an open edition, kept by readiness.counts; None: not counted yet.
    blocking_findings = models.PositiveSmallIntegerField(null=True, editable=False)
    asking_findings = models.PositiveSmallIntegerField(null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("written by"),
    )
    created_at = models.DateTimeField(_("opened"), auto_now_add=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("saved by"),
    )
    updated_at = models.DateTimeField(_("saved"), auto_now=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-id"]
        permissions = [
            ("approve_edition", _("Can approve a story or ask for changes")),
            ("publish_edition", _("Can publish and schedule a story")),
            ("ask_outside", _("Can show a story to somebody outside before publication")),
            ("hotfix_edition", _("Can change the live text beside a waiting edition")),
            ("force_edition", _("Can publish a story despite what stands in the way")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(live_from__isnull=False, live_until=None),
                name="edition_one_open_end",
            ),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(live_from=None, hotfix_of__isnull=False),
                name="edition_one_open_hotfix",
            ),
            models.CheckConstraint(
                condition=Q(live_from=None) | Q(state="approved", sort_at__isnull=False),
                name="edition_live_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(live_from=None) | Q(sort_at__lte=F("live_from")),
                name="edition_first_published_before",
            ),
            models.CheckConstraint(
                condition=Q(live_until=None) | Q(live_until__gte=F("live_from")),
                name="edition_interval_runs_forward",
            ),
            models.CheckConstraint(
                condition=Q(live_until=None) | Q(live_from__isnull=False),
                name="edition_end_has_beginning",
            ),
            models.CheckConstraint(condition=~Q(headline=""), name="edition_has_headline"),
        ]
        indexes = [
            models.Index(fields=[*BY_DATE, "section"], name="edition_newest"),
            models.Index(fields=["section", *BY_DATE], name="edition_newest_in_section"),
            models.Index(fields=["evidence_design", *BY_DATE], name="edition_newest_of_design"),
            models.Index(fields=["evidence_subject", *BY_DATE], name="edition_newest_in_subject"),
            # Whether given ones are live, without a step into their long rows.
            models.Index(
                fields=["id", "sort_at", "live_from", "live_until", "article"],
                name="edition_when_live",
            ),
            models.Index(fields=["article", "live_from"], name="edition_of_article"),
            models.Index(fields=["live_from"], name="edition_by_clock"),
            models.Index(
                fields=["state", "review_due"], condition=Q(live_from=None), name="edition_open"
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return path_of("articles:section_or_story", path=self.path)

    @property
    def is_frozen(self) -> bool:
        """Whether it has a place in time, past, present or planned; then nothing changes it."""
        return self.live_from is not None

    def is_live(self, at: datetime) -> bool:
        return visibility.is_live(self, at)

    def is_scheduled(self, at: datetime) -> bool:
        return self.live_from is not None and self.live_from > at

    @property
    def description(self) -> str:
        """The sentence for search engines and cards."""
        return self.search_description or self.standfirst

    @property
    def has_long_headline(self) -> bool:
        return len(self.headline) > 70


class EditionTag(ItemBase):
    """A tag on an edition."""

    content_object = models.ForeignKey(Edition, models.CASCADE, related_name="edition_tags")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="edition_tags")

    class Meta:
        verbose_name = _("tag of a story")
        verbose_name_plural = _("tags of a story")
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="edition_tag_once")
        ]
