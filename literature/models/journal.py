"""Journals and their issues."""

from __future__ import annotations

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.links import path_of
from literature.dates import FIRST_YEAR, LAST_YEAR
from literature.models.paged import Paged


class Journal(models.Model):
    """A journal, a preprint server or another series in which works appear."""

    class Kind(models.TextChoices):
        JOURNAL = "peer_reviewed_journal", _("Journal")
        PREPRINT_SERVER = "preprint_server", _("Preprint server")
        CONFERENCE_SERIES = "conference_series", _("Conference series")
        MAGAZINE = "magazine", _("Magazine")
        BOOK_SERIES = "book_series", _("Book series")
        DATA_REPOSITORY = "data_repository", _("Data repository")

    class PeerReview(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        MIXED = "mixed", _("In part")
        UNKNOWN = "unknown", _("Not known")

    title = models.CharField(_("title"), max_length=250, help_text=_("In full, as on the cover."))
    slug = models.SlugField(
        _("address word"), max_length=80, unique=True, help_text=_("As in /journals/nejm/.")
    )
    alt_titles = models.JSONField(
        _("other titles"),
        default=list,
        blank=True,
        help_text=_("Former titles and other spellings under which it is searched."),
    )
    abbr_nlm = models.CharField(
        _("NLM abbreviation"),
        max_length=120,
        blank=True,
        help_text=_("Without full stops: N Engl J Med."),
    )
    abbr_iso4 = models.CharField(
        _("ISO 4 abbreviation"),
        max_length=120,
        blank=True,
        help_text=_("With full stops: N. Engl. J. Med."),
    )
    issn_print = models.CharField(_("ISSN (print)"), max_length=9, blank=True)
    issn_online = models.CharField(_("ISSN (online)"), max_length=9, blank=True)
    issn_l = models.CharField(_("linking ISSN"), max_length=9, blank=True)
    nlm_id = models.CharField(_("NLM ID"), max_length=12, blank=True)
    subject = models.CharField(
        _("subject"),
        max_length=80,
        blank=True,
        help_text=_("Its field in a word or two, as libraries shelve it: Medicine, Ophthalmology."),
    )
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    homepage = models.URLField(_("home page"), blank=True)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind, default=Kind.JOURNAL)
    peer_review = models.CharField(
        _("peer review"), max_length=8, choices=PeerReview, default=PeerReview.UNKNOWN
    )

    class Meta:
        verbose_name = _("journal")
        verbose_name_plural = _("journals")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="journal_has_title"),
            *(
                models.UniqueConstraint(
                    fields=[name],
                    condition=~Q(**{name: ""}),
                    name=f"journal_{name}_once",
                    violation_error_message=message,
                )
                for name, message in (
                    ("issn_print", _("Another journal has this print ISSN.")),
                    ("issn_online", _("Another journal has this online ISSN.")),
                    ("nlm_id", _("Another journal has this NLM ID.")),
                )
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return path_of("articles:journal", slug=self.slug)

    @property
    def plate_name(self) -> str:
        """The short name: NLM's abbreviation, else ISO 4's, else the title."""
        return self.abbr_nlm or self.abbr_iso4 or self.title

    @property
    def issns(self) -> list[str]:
        return list(dict.fromkeys(issn for issn in (self.issn_print, self.issn_online) if issn))


class Issue(Paged):
    """One issue of a journal; ``literature.issues`` keeps ``issue_key`` and ``path`` in step."""

    journal = models.ForeignKey(
        Journal, models.PROTECT, related_name="issues", verbose_name=_("journal")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    volume = models.CharField(_("volume"), max_length=20, blank=True)
    issue_label = models.CharField(
        _("issue"), max_length=40, blank=True, help_text=_("As printed: 7, 3-4, Spec No.")
    )
    issue_key = models.CharField(max_length=40, blank=True, editable=False)
    supplement = models.CharField(
        _("supplement"), max_length=20, blank=True, help_text=_("Its number, or “suppl”.")
    )
    part = models.CharField(_("part"), max_length=20, blank=True)
    path = models.CharField(max_length=120, editable=False)
    title = models.CharField(_("theme"), max_length=250, blank=True)
    cover_date = models.CharField(
        _("cover date"), max_length=32, blank=True, help_text=_("2026-02-12, 2026-02 or 2026.")
    )
    published_online = models.CharField(_("published online"), max_length=32, blank=True)
    doi = models.CharField(_("DOI"), max_length=200, blank=True)
    url = models.URLField(_("address on the web"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        ordering = ["journal__title", "-year", "-id"]
        constraints = [
            *Paged.Meta.constraints,
            models.UniqueConstraint(
                "journal",
                Coalesce("year", Value(0)),
                "volume",
                "issue_key",
                "supplement",
                "part",
                name="issue_once",
                violation_error_message=_("This issue is already here."),
            ),
            models.UniqueConstraint(fields=["journal", "path"], name="issue_path_once"),
            models.UniqueConstraint(
                fields=["doi"],
                condition=~Q(doi=""),
                name="issue_doi_once",
                violation_error_message=_("Another issue has this DOI."),
            ),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                name="issue_year_in_range",
                violation_error_message=_("A year lies between 1500 and 2100."),
            ),
            models.CheckConstraint(
                condition=~Q(volume="", issue_key="", supplement="", part="", year=None),
                name="issue_is_named",
                violation_error_message=_("An issue needs a volume, a number or a year."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.journal.plate_name} {self.numbers}".strip()

    def get_absolute_url(self) -> str:
        volume, _slash, issue = self.path.partition("/")
        return path_of("articles:issue", slug=self.journal.slug, volume=volume, issue=issue)

    @property
    def numbers(self) -> str:
        """Year, volume and number as on a spine: 2026;394(7)."""
        year = str(self.year or "")
        label = f"({self.full_label})" if self.full_label else ""
        return ";".join(filter(None, [year, self.volume + label]))

    @property
    def full_label(self) -> str:
        """Number, supplement and part in one: 12 Suppl 7."""
        supplement = self.supplement if self.supplement.lower() != "suppl" else ""
        words = [
            self.issue_label,
            f"Suppl {supplement}".strip() if self.supplement else "",
            f"Pt {self.part}" if self.part else "",
        ]
        return " ".join(filter(None, words))

    @property
    def long_name(self) -> str:
        """The issue in words: New England Journal of Medicine, volume 394, issue 7."""
        words = [self.journal.title]
        if self.volume:
            words.append(gettext("volume %(volume)s") % {"volume": self.volume})
        if self.full_label:
            words.append(gettext("issue %(issue)s") % {"issue": self.full_label})
        if not self.volume and self.year:
            words.append(str(self.year))
        return ", ".join(words)
