"""Call numbers: journal, volume, number, pages and date of what a story reports on.

Pure: makes data of works and issues that were read with their journal. Knows no HTML.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from literature.dates import DateError, PartialDate
from literature.models import Issue, Work

LONG_VOLUME = 4
DASH = "\N{EN DASH}"


@dataclass(frozen=True)
class CallNumber:
    """Journal, volume, then what stands under them; as on the card of a catalogue."""

    journal: str
    volume: str = ""
    place: tuple[str, ...] = ()
    date: str = ""
    standing: str = ""

    @property
    def is_long(self) -> bool:
        return len(self.volume) >= LONG_VOLUME

    @property
    def on_plate(self) -> list[str]:
        date = "" if self.date == self.volume else self.date
        return [*self.place, *filter(None, [date])]

    @property
    def in_list(self) -> list[str]:
        return [*self.place, *filter(None, [self.standing])]


def state_of(work: Work) -> str:
    """The shape of its plate: retracted, concern, preprint, reviewed or plain."""
    if work.is_retracted:
        return "retracted"
    if work.status == Work.Status.CONCERN:
        return "concern"
    if work.is_preprint or work.review_status == Work.ReviewStatus.PREPRINT:
        return "preprint"
    return "reviewed" if work.review_status == Work.ReviewStatus.PEER_REVIEWED else "plain"


def call_of_work(work: Work) -> CallNumber:
    """Its journal, volume, number, pages and date; year and number where there is no volume."""
    volume = work.volume or str(work.year or "")
    place = [number_words(work.issue_label)] if work.issue_label else []
    pages = work.article_number or work.pages.full(DASH)
    place += [pages] if pages else []
    if work.is_preprint and not work.volume:
        place = _preprint_number(work)
    return CallNumber(short_name(work), volume, tuple(place), brief(work.published), standing(work))


def call_of_issue(issue: Issue, pages_raw: str = "") -> CallNumber:
    """Its journal, volume, number, pages (those given, else its own) and date."""
    pages = (pages_raw or issue.pages_raw).replace("-", DASH)
    number = [number_words(issue.full_label)] if issue.full_label else []
    return CallNumber(
        issue.journal.plate_name,
        issue.volume or str(issue.year or ""),
        tuple(number + ([pages] if pages else [])),
        brief(date_of(issue.cover_date)),
    )


def number_words(label: str) -> str:
    """The issue as it is called: "no. 7", but "Suppl 1" and "Spec No"."""
    return _("no. %s") % label if label[:1].isdigit() else label


def number_of_work(work: Work) -> str:
    if work.is_preprint and not work.volume:
        return work.doi.partition("/")[2] or work.arxiv_id
    label = f"({work.issue_label})" if work.issue_label else ""
    return (work.volume + label) or str(work.year or "")


def number_of_issue(issue: Issue) -> str:
    label = f"({issue.full_label})" if issue.full_label else ""
    return (issue.volume + label) or str(issue.year or "")


def short_name(work: Work) -> str:
    return (work.journal.plate_name if work.journal else work.publisher) or label(work)


def _preprint_number(work: Work) -> list[str]:
    number = number_of_work(work).removeprefix(f"{work.year}.")
    head, _dot, tail = number.rpartition(".")
    return list(filter(None, [f"{head}." if head else "", tail]))


def label(work: Work) -> str:
    return {
        Work.Kind.JOURNAL_ARTICLE: _("The paper"),
        Work.Kind.PREPRINT: _("The manuscript"),
        Work.Kind.CONFERENCE_PAPER: _("The paper"),
    }.get(work.kind) or _("The source: %s") % lower_first(work.get_kind_display())


def standing(work: Work) -> str:
    if work.is_retracted:
        return " ".join(filter(None, [work.get_status_display(), work.status_date[:4]]))
    if work.status == Work.Status.CONCERN:
        return _("In doubt")
    return _("Preprint") if state_of(work) == "preprint" else ""


def shown(stored: str) -> str:
    date = date_of(stored)
    return date.display() if date else ""


def brief(date: PartialDate | None) -> str:
    """A date for the narrow shelf: "29 Jan 2026"; what is less than a day stays in words."""
    if date is None:
        return ""
    if date.day is None or date.end is not None:
        return date.display()
    return date_format(datetime.date(date.year, date.month, date.day), "j M Y")


def date_of(stored: str) -> PartialDate | None:
    try:
        return PartialDate.parse(stored) if stored else None
    except DateError:
        return None


def lower_first(words: str) -> str:
    """With a small first letter, but for names and abbreviations."""
    is_kept = words.startswith("Mendelian") or not words[1:2].islower()
    return words if is_kept else words[:1].lower() + words[1:]
