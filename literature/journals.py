"""Keeps journals."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import Refused
from core.models import User
from core.text import slugify
from literature.cleaning import clean_journal
from literature.models import Journal, Work
from literature.works import refresh_csl

# Columns that stand in the references of the journal's works.
IN_REFERENCES = ("title", "abbr_nlm", "abbr_iso4", "publisher", "issn_print", "issn_online")


def save_journal(journal: Journal, *, by: User | None) -> Journal:
    """Write a journal, bring the references of its works up to date, and log it.

    Gives it an address word when it has none. Raises Refused with the field for a wrong ISSN.
    """
    clean_journal(journal)
    if not journal.title:
        raise Refused(_("A journal needs a title."), field="title")
    journal.slug = journal.slug or _free_slug(journal)
    with transaction.atomic():
        stored = Journal.objects.filter(pk=journal.pk).first() if journal.pk else None
        journal.save()
        if stored and any(getattr(stored, n) != getattr(journal, n) for n in IN_REFERENCES):
            refresh_works(journal)
        audit.record(by, "journal.change" if stored else "journal.add", journal)
    return journal


def refresh_works(journal: Journal) -> None:
    """Write the CSL-JSON of all works of a journal anew."""
    works = Work.objects.filter(journal=journal).select_related("journal")
    for work in works.prefetch_related("contributors").iterator(chunk_size=200):
        refresh_csl(work)


def _free_slug(journal: Journal) -> str:
    stem = slugify(journal.plate_name, 70) or "journal"
    taken = set(Journal.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    spare = (stem if number == 1 else f"{stem}-{number}" for number in range(1, 1_000))
    return next(slug for slug in spare if slug not in taken)
