"""What an edition cites: a work, or pages of a whole journal issue."""

from __future__ import annotations

import secrets
import string

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

KEY_LETTERS = string.ascii_lowercase + string.digits
KEY_LENGTH = 6


def new_key() -> str:
    """A fresh name for a citation, to which marks in the body refer."""
    return "".join(secrets.choice(KEY_LETTERS) for _place in range(KEY_LENGTH))


class Citation(models.Model):
    """The link from an edition to exactly one of a work and an issue, in a stated relation."""

    class Relation(models.TextChoices):
        REPORTS_ON = "reports_on", _("Reports on")
        ISSUE_ROUNDUP = "issue_roundup", _("Rounds up")
        BACKGROUND = "background", _("Background")
        SUPPORTS = "supports", _("Supports")
        DISPUTES = "disputes", _("Disputes")
        CORRECTS = "corrects", _("Corrects")
        REVIEWS = "reviews", _("Reviews")
        DATA_SOURCE = "data_source", _("Data from")
        FURTHER_READING = "further_reading", _("Further reading")
        RETRACTION_NOTICE = "retraction_notice", _("Notice of retraction")

    edition = models.ForeignKey(
        "articles.Edition", models.CASCADE, related_name="citations", verbose_name=_("edition")
    )
    key = models.CharField(_("mark"), max_length=KEY_LENGTH, default=new_key)
    work = models.ForeignKey(
        "literature.Work",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name=_("work"),
    )
    issue = models.ForeignKey(
        "literature.Issue",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name=_("issue"),
    )
    relation = models.CharField(
        _("relation"), max_length=20, choices=Relation, default=Relation.REPORTS_ON
    )
    pages_raw = models.CharField(
        _("pages"), max_length=80, blank=True, help_text=_("Of an issue: 625-728.")
    )
    page_first = models.CharField(max_length=20, blank=True, editable=False)
    page_last = models.CharField(max_length=20, blank=True, editable=False)
    locator = models.CharField(_("place"), max_length=60, blank=True, help_text=_("p. 630; fig. 2"))
    note = models.CharField(_("note"), max_length=250, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    number = models.PositiveSmallIntegerField(_("number"), default=0, editable=False)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["number", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="citation_key_once"),
            models.CheckConstraint(
                condition=Q(work__isnull=False, issue=None) | Q(work=None, issue__isnull=False),
                name="citation_of_work_or_issue",
                violation_error_message=_("A citation names one work or one issue, not both."),
            ),
        ]
        # Most citations name a work. Counting their empty places, SQLite takes an issue for one
        # that half of all stories cite, and reads all stories instead.
        indexes = [
            models.Index(
                fields=["issue"], condition=Q(issue__isnull=False), name="citation_of_an_issue"
            )
        ]

    def __str__(self) -> str:
        return str(self.work or self.issue)

    @property
    def is_subject(self) -> bool:
        """Whether the story is about it, rather than leaning on it."""
        return self.relation in {self.Relation.REPORTS_ON, self.Relation.ISSUE_ROUNDUP}

    @property
    def in_issue_id(self) -> int | None:
        """The issue it cites, or the one its work stands in; read with ``work``."""
        return self.work.issue_id if self.work is not None else self.issue_id
