"""Page numbers as four columns: as printed, what they are, and where they begin and end."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact, GreaterThan, GreaterThanOrEqual
from django.utils.translation import gettext_lazy as _

from literature.pages import Pages, PagesError, parse_pages


class PageKind(models.TextChoices):
    """The kinds that ``literature.pages`` tells apart."""

    UNPAGINATED = "unpaginated", _("No pages")
    RANGE = "range", _("Range")
    SINGLE = "single", _("One page")
    LIST = "list", _("Several ranges")
    PREFIXED = "prefixed", _("Range with letters")
    ROMAN = "roman", _("Roman numerals")
    ELOCATOR = "elocator", _("Article number")
    PII = "pii", _("Publisher's number")
    UNPARSED = "unparsed", _("As printed")


# Digits sort like numbers once the longer of two counts as the greater.
_IN_ORDER = Q(GreaterThan(Length("page_last"), Length("page_first"))) | Q(
    Exact(Length("page_last"), Length("page_first")),
    GreaterThanOrEqual(F("page_last"), F("page_first")),
)


class Paged(models.Model):
    """Something that begins on one page and ends on another."""

    pages_raw = models.CharField(_("pages"), max_length=80, blank=True)
    page_kind = models.CharField(
        max_length=12, choices=PageKind, default=PageKind.UNPAGINATED, editable=False
    )
    page_first = models.CharField(max_length=20, blank=True, editable=False)
    page_last = models.CharField(max_length=20, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(page_kind=PageKind.RANGE) | _IN_ORDER,
                name="%(class)s_pages_in_order",
                violation_error_message=_("The last page comes before the first."),
            )
        ]

    @property
    def pages(self) -> Pages:
        """The pages as read from what was printed."""
        try:
            return parse_pages(self.pages_raw, article_number=self.page_kind == PageKind.ELOCATOR)
        except PagesError:
            return Pages("unparsed", raw=self.pages_raw)
