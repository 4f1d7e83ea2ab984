"""Works that stories cite: papers, preprints, reports; who made them and how they relate."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.links import path_of
from literature.dates import DateError, PartialDate
from literature.identifiers import doi_url
from literature.models.journal import Issue, Journal
from literature.models.paged import Paged


class Work(Paged):
    """A paper, preprint, report or another thing that is cited.

    ``literature.works.save_work`` keeps ``csl``, ``title_plain`` and the page columns in step.
    """

    class Kind(models.TextChoices):
        JOURNAL_ARTICLE = "journal-article", _("Journal article")
        PREPRINT = "preprint", _("Preprint")
        CONFERENCE_ABSTRACT = "conference-abstract", _("Conference abstract")
        CONFERENCE_PAPER = "conference-paper", _("Conference paper")
        DATASET = "dataset", _("Data set")
        REPORT = "report", _("Report")
        GUIDELINE = "guideline", _("Guideline")
        BOOK_CHAPTER = "book-chapter", _("Book chapter")
        THESIS = "thesis", _("Thesis")
        PRESS_RELEASE = "press-release-only", _("Press release only")
        OTHER = "other", _("Other")

    class ReviewStatus(models.TextChoices):
        PEER_REVIEWED = "peer_reviewed", _("Peer reviewed")
        PREPRINT = "preprint", _("Preprint: not yet peer reviewed")
        CONFERENCE_ABSTRACT = "conference_abstract", _("Conference abstract: early results")
        NOT_APPLICABLE = "not_applicable", _("Not a study under review")
        UNKNOWN = "unknown", _("Not known")

    class StudyDesign(models.TextChoices):
        SYSTEMATIC_REVIEW = "systematic_review", _("Systematic review")
        RANDOMISED_TRIAL = "randomised_trial", _("Randomized controlled trial")
        NON_RANDOMISED_TRIAL = "non_randomised_trial", _("Non-randomized trial")
        COHORT = "cohort", _("Cohort study")
        CASE_CONTROL = "case_control", _("Case-control study")
        CROSS_SECTIONAL = "cross_sectional", _("Cross-sectional study or survey")
        CASE_SERIES = "case_series", _("Case report or series")
        DIAGNOSTIC_ACCURACY = "diagnostic_accuracy", _("Diagnostic accuracy study")
        QUALITATIVE = "qualitative", _("Qualitative study")
        MODELLING = "modelling", _("Modelling or simulation")
        LABORATORY = "laboratory", _("Laboratory experiment")
        NARRATIVE_REVIEW = "narrative_review", _("Narrative review")
        GUIDELINE = "guideline", _("Guideline or consensus")
        OPINION = "opinion", _("Opinion or comment")
        ECONOMIC_EVALUATION = "economic_evaluation", _("Economic evaluation")
        ECOLOGICAL = "ecological", _("Ecological study")
        MENDELIAN_RANDOMISATION = "mendelian_randomisation", _("Mendelian randomization")

    class Subject(models.TextChoices):
        PEOPLE = "people", _("People")
        ANIMALS = "animals", _("Animals")
        CELLS = "cells", _("Cells or tissue")
        IN_SILICO = "in_silico", _("Computer models")
        NONE = "none", _("No subjects")

    class Status(models.TextChoices):
        NONE = "none", _("Nothing known against it")
        CORRECTED = "corrected", _("Corrected")
        CONCERN = "concern", _("Expression of concern")
        RETRACTED = "retracted", _("Retracted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    # What it is
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.JOURNAL_ARTICLE)
    title = models.TextField(
        _("title"),
        max_length=1_000,
        help_text=_("In sentence case. The tags i, sup and sub may be used."),
    )
    title_plain = models.TextField(editable=False)
    subtitle = models.CharField(_("subtitle"), max_length=500, blank=True)
    language = models.CharField(
        _("language"), max_length=12, blank=True, help_text=_("A code such as en or de.")
    )

    # Where it appeared
    journal = models.ForeignKey(
        Journal,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="works",
        verbose_name=_("journal"),
    )
    issue = models.ForeignKey(
        Issue,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="works",
        verbose_name=_("issue"),
    )
    volume = models.CharField(_("volume"), max_length=20, blank=True)
    issue_label = models.CharField(
        _("issue"), max_length=40, blank=True, help_text=_("As printed: 7, 3-4, 12 Suppl 7.")
    )
    supplement = models.CharField(max_length=20, blank=True, editable=False)
    part = models.CharField(max_length=20, blank=True, editable=False)
    article_number = models.CharField(
        _("article number"), max_length=30, blank=True, help_text=_("Where it has no pages: e124.")
    )
    publisher = models.CharField(
        _("publisher"), max_length=200, blank=True, help_text=_("Where there is no journal.")
    )
    published_print = models.CharField(
        _("published in print"),
        max_length=32,
        blank=True,
        help_text=_("As much as is known: 2026, 2026-01 or 2026-01-29."),
    )
    published_online = models.CharField(_("published online"), max_length=32, blank=True)
    posted = models.CharField(_("posted (preprint)"), max_length=32, blank=True)

    # How it is found
    doi = models.CharField(max_length=200, blank=True, editable=False)
    doi_display = models.CharField(_("DOI"), max_length=200, blank=True)
    pmid = models.CharField(_("PMID"), max_length=8, blank=True)
    pmcid = models.CharField(_("PMCID"), max_length=15, blank=True)
    arxiv_id = models.CharField(_("arXiv number"), max_length=24, blank=True)
    url = models.URLField(_("address on the web"), max_length=500, blank=True)

    # What kind of evidence it is
    review_status = models.CharField(
        _("peer review"), max_length=20, choices=ReviewStatus, default=ReviewStatus.UNKNOWN
    )
    study_design = models.CharField(
        _("study design"), max_length=24, choices=StudyDesign, blank=True
    )
    study_note = models.CharField(
        _("about the design"), max_length=200, blank=True, help_text=_("Phase 3, double-blind.")
    )
    subject = models.CharField(_("studied in"), max_length=10, choices=Subject, blank=True)
    subject_note = models.CharField(
        _("about the subjects"), max_length=200, blank=True, help_text=_("Mice; adults over 60.")
    )
    sample_size = models.PositiveIntegerField(_("sample size"), null=True, blank=True)
    sample_note = models.CharField(
        _("about the sample"), max_length=120, blank=True, help_text=_("40 / 38; or 12 hospitals.")
    )
    funding = models.CharField(
        _("funding"), max_length=500, blank=True, help_text=_("In the paper's own words.")
    )
    interests = models.CharField(_("interests declared"), max_length=500, blank=True)

    # What became of it
    status = models.CharField(_("standing"), max_length=10, choices=Status, default=Status.NONE)
    status_date = models.CharField(_("since"), max_length=32, blank=True)
    notice_doi = models.CharField(_("DOI of the notice"), max_length=200, blank=True)
    notice_url = models.URLField(_("address of the notice"), max_length=500, blank=True)
    standing_at = models.DateTimeField(null=True, blank=True, editable=False)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True, editable=False)
    check_due = models.DateTimeField(default=timezone.now, editable=False)

    # How we know
    csl = models.JSONField(default=dict, editable=False)
    source = models.CharField(max_length=12, default="manual", editable=False)
    locked_fields = models.JSONField(default=list, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("work")
        verbose_name_plural = _("works")
        ordering = ["-id"]
        constraints = [
            *Paged.Meta.constraints,
            models.CheckConstraint(condition=~Q(title_plain=""), name="work_has_title"),
            models.CheckConstraint(
                condition=Q(doi="") | Q(doi__startswith="10.", doi=Lower(F("doi"))),
                name="work_doi_normalised",
            ),
            models.CheckConstraint(
                condition=Q(issue=None) | Q(journal__isnull=False), name="work_issue_has_journal"
            ),
            *(
                models.UniqueConstraint(
                    fields=[name],
                    condition=~Q(**{name: ""}),
                    name=f"work_{name}_once",
                    violation_error_message=message,
                )
                for name, message in (
                    ("doi", _("Another work has this DOI.")),
                    ("pmid", _("Another work has this PMID.")),
                    ("pmcid", _("Another work has this PMCID.")),
                    ("arxiv_id", _("Another work has this arXiv number.")),
                )
            ),
        ]

        # SQLite cannot tell that a looked-for number is not empty, so the constraints' own
        # indexes, which leave out the empty ones, are of no use to it.
        indexes = [
            *(
                models.Index(fields=[name], name=f"work_by_{name}")
                for name in ("doi", "pmid", "pmcid", "arxiv_id")
            ),
            # Those that fell are few, and every story asks for them.
            models.Index(fields=["status"], name="work_by_status"),
            models.Index(fields=["check_due", "id"], name="work_check_due"),
        ]

    def __str__(self) -> str:
        return self.title_plain or self.title

    def get_absolute_url(self) -> str:
        return path_of("articles:work", key=self.key)

    @property
    def key(self) -> str:
        """What it is called in its address: its DOI, else its number here."""
        return self.doi or str(self.pk)

    @property
    def published(self) -> PartialDate | None:
        """The date it is cited under: print, else online, else posted."""
        for stored in (self.published_print, self.published_online, self.posted):
            if stored:
                try:
                    return PartialDate.parse(stored)
                except DateError:
                    continue
        return None

    @property
    def year(self) -> int | None:
        return self.published.year if self.published else None

    @property
    def doi_link(self) -> str:
        return doi_url(self.doi_display or self.doi) if self.doi else ""

    @property
    def is_retracted(self) -> bool:
        return self.status in {self.Status.RETRACTED, self.Status.WITHDRAWN}

    @property
    def is_preprint(self) -> bool:
        return self.kind == self.Kind.PREPRINT


class Contributor(models.Model):
    """A person or a group in a work's byline, in order."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("Author")
        EDITOR = "editor", _("Editor")
        TRANSLATOR = "translator", _("Translator")
        REVIEWER = "reviewer", _("Reviewer")
        GROUP_MEMBER = "group-member", _("Member of the group")

    work = models.ForeignKey(
        Work, models.CASCADE, related_name="contributors", verbose_name=_("work")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.AUTHOR)
    family = models.CharField(_("family name"), max_length=120, blank=True)
    given = models.CharField(_("given names"), max_length=120, blank=True)
    particle = models.CharField(_("particle"), max_length=30, blank=True, help_text=_("van der"))
    suffix = models.CharField(_("suffix"), max_length=20, blank=True, help_text=_("Jr, III"))
    collective_name = models.CharField(_("group"), max_length=250, blank=True)
    orcid = models.CharField(_("ORCID iD"), max_length=19, blank=True)

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(family="") & ~Q(collective_name=""))
                | (~Q(family="") & Q(collective_name="")),
                name="contributor_person_or_group",
                violation_error_message=_("Give a family name or the name of a group, not both."),
            ),
            models.CheckConstraint(
                condition=Q(collective_name="") | Q(given="", particle="", suffix="", orcid=""),
                name="contributor_group_has_no_given_name",
                violation_error_message=_("A group has one name and no given names."),
            ),
        ]

    def __str__(self) -> str:
        names = [self.given, self.particle, self.family, self.suffix]
        return self.collective_name or " ".join(filter(None, names))


class WorkRelation(models.Model):
    """How one work stands to another, in Crossref's terms."""

    class Kind(models.TextChoices):
        IS_PREPRINT_OF = "is_preprint_of", _("is a preprint of")
        IS_VERSION_OF = "is_version_of", _("is a version of")
        RETRACTS = "retracts", _("retracts")
        CORRECTS = "corrects", _("corrects")
        EXPRESSES_CONCERN = "expresses_concern_about", _("expresses concern about")
        COMMENTS_ON = "comments_on", _("comments on")
        REPLIES_TO = "replies_to", _("replies to")
        IS_REVIEW_OF = "is_review_of", _("is a review of")
        SUPPLEMENTS = "supplements", _("supplements")

    from_work = models.ForeignKey(
        Work, models.CASCADE, related_name="relations", verbose_name=_("work")
    )
    kind = models.CharField(_("relation"), max_length=24, choices=Kind)
    to_work = models.ForeignKey(
        Work, models.CASCADE, related_name="related_from", verbose_name=_("to")
    )
    source = models.CharField(_("source"), max_length=12, default="manual")
    noted_at = models.DateTimeField(_("noted"), auto_now_add=True)

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.UniqueConstraint(
                fields=["from_work", "kind", "to_work"], name="work_relation_once"
            ),
            models.CheckConstraint(
                condition=~Q(from_work=F("to_work")), name="work_relation_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_work} {self.get_kind_display()} {self.to_work}"
