"""What the search reads: a document for each thing it can find, pins of the desk, misses.

A document's text columns hold bare words (``core.text.bare_words``), so that both databases read
the same. The full-text index beside the table is made by ``articles/search_schema.py`` and kept
in step by the database itself.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SearchDocument(models.Model):
    """One edition with a place in time, person, journal or work, as the search reads it."""

    class Kind(models.TextChoices):
        STORY = "story", _("Story")
        PERSON = "person", _("Person")
        JOURNAL = "journal", _("Journal")
        WORK = "work", _("Paper")

    kind = models.CharField(max_length=8, choices=Kind)
    edition = models.OneToOneField(
        "articles.Edition", models.CASCADE, null=True, related_name="search_document"
    )
    person = models.OneToOneField(
        "articles.Person", models.CASCADE, null=True, related_name="search_document"
    )
    journal = models.OneToOneField(
        "literature.Journal", models.CASCADE, null=True, related_name="+"
    )
    work = models.OneToOneField("literature.Work", models.CASCADE, null=True, related_name="+")
    label = models.CharField(max_length=300)
    title = models.TextField()
    names = models.TextField()
    summary = models.TextField()
    body = models.TextField()
    # One word for each thing the hits can be narrowed by; see articles.search.facets.
    tokens = models.TextField()
    # The same for people: {"journal": {"nejm": "N Engl J Med"}, ...}
    facets = models.JSONField(default=dict)
    sort_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(kind="story", edition__isnull=False, person=None, journal=None, work=None)
                    | Q(kind="person", edition=None, person__isnull=False, journal=None, work=None)
                    | Q(kind="journal", edition=None, person=None, journal__isnull=False, work=None)
                    | Q(kind="work", edition=None, person=None, journal=None, work__isnull=False)
                ),
                name="search_document_is_of_one_thing",
            ),
        ]
        # People, journals and works are few beside the stories, and asked for alone.
        indexes = [
            models.Index(
                fields=["id"], condition=~Q(kind="story"), name="search_document_of_others"
            )
        ]

    def __str__(self) -> str:
        return self.label


class SearchWord(models.Model):
    """A word that stands in a headline, standfirst or name: what a misspelt one may have meant."""

    word = models.CharField(max_length=40, primary_key=True)

    class Meta:
        verbose_name = _("word of the search")
        verbose_name_plural = _("words of the search")

    def __str__(self) -> str:
        return self.word


class SearchPin(models.Model):
    """A story the desk puts first when exactly these words are looked for."""

    words = models.CharField(
        _("words"),
        max_length=100,
        db_index=True,
        help_text=_("What a reader types; case, accents and signs make no difference."),
    )
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="search_pins", verbose_name=_("story")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("pinned search result")
        verbose_name_plural = _("pinned search results")
        ordering = ["words", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["words", "article"],
                name="search_pin_once",
                violation_error_message=_("This story is pinned for these words already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.words}: {self.article}"


class SearchMiss(models.Model):
    """Words that found nothing, and how often on that day. Nobody's name is kept with them."""

    day = models.DateField(_("day"))
    words = models.CharField(_("words"), max_length=80)
    count = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        ordering = ["-day", "-count", "words"]
        constraints = [
            models.UniqueConstraint(fields=["day", "words"], name="search_miss_once_a_day")
        ]
        indexes = [models.Index(fields=["-day", "-count"], name="search_miss_newest")]

    def __str__(self) -> str:
        return self.words
