"""Knows how what somebody types about a source becomes a work or an issue of the library."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, F, Value
from django.utils.translation import gettext as _

from core.errors import OutsideFailure, Refused
from core.models import User
from literature import proposals
from literature.dates import FIRST_YEAR, LAST_YEAR
from literature.find import find_journal, find_work
from literature.identifiers import (
    IdentifierError,
    find_dois,
    normalise_doi,
    normalise_issn,
    recognise,
)
from literature.issues import find_or_create_issue
from literature.journals import save_journal
from literature.lookup import Outcome, look_up
from literature.models import Contributor, Issue, Journal, Work
from literature.pages import PagesError, parse_pages
from literature.works import save_work

_ISSN_LIKE = re.compile(r"\d{4}[-\u2010-\u2015 ]?\d{3}[\dXx]")
_INITIALS = re.compile(r"(?:[A-Z]\.?[- ]?){1,4}")
_GROUP = re.compile(
    r"\b(?:group|collaborat\w+|investigators|consortium|network|committee|team|study|trial)\b",
    re.IGNORECASE,
)
_ET_AL = re.compile(r",?\s*\bet al\b\.?\s*$", re.IGNORECASE)
# Letters a title needs before it is looked for inside a pasted reference.
LEAST_TITLE = 20


@dataclass(frozen=True)
class Typed:
    """A source as typed by hand, nothing of it checked."""

    title: str = ""
    authors: str = ""
    journal: str = ""
    year: int | None = None
    volume: str = ""
    issue_label: str = ""
    pages: str = ""
    doi: str = ""
    adds_journal: bool = False

    @property
    def is_empty(self) -> bool:
        words = (self.title, self.authors, self.journal, self.volume, self.issue_label)
        return not (any(words) or self.pages or self.doi or self.year)

    @property
    def is_issue(self) -> bool:
        """Whether a whole issue is meant: its numbers, but no title of a work."""
        return bool(self.journal and not self.title and (self.volume or self.issue_label))


@dataclass(frozen=True)
class Said:
    """What services outside said about a source: a description, or why there is none."""

    outcome: Outcome | None = None
    refusal: str = ""


def is_known(text: str) -> bool:
    """Whether the library has the work behind an identifier or a pasted reference."""
    try:
        find_source(text)
    except Refused:
        return False
    return True


def ask_outside(text: str) -> Said:
    """Ask the services about a source; never inside a transaction, and never fails."""
    try:
        return Said(look_up(text))
    except (OutsideFailure, Refused) as error:
        return Said(refusal=str(error))


def why_not(refused: Refused, said: Said | None) -> str:
    """Why a source is not there: what the services say, who know more than the library."""
    if said is None or not said.refusal:
        return refused.message
    return said.refusal if settings.NETWORK else f"{refused.message} {said.refusal}"


def add_described(outcome: Outcome, *, by: User) -> Work:
    """The library's work that services describe, added when it is not there yet; may refuse."""
    return proposals.twin_of(outcome.description) or proposals.add(outcome.description, by=by)


def find_source(text: str) -> Work:
    """The library's work behind a DOI, a PubMed ID or a pasted reference.

    Raises ``Refused`` with a sentence: what is wrong with the identifier, or that the library
    has no such work yet.
    """
    dois = find_dois(text)
    number = f"PMID {text.strip()}" if text.strip().isdigit() else text
    work = find_work(dois[0].key if dois else number) or _by_title(text)
    if work is None:
        raise Refused(_why_not_found(text), field="lookup")
    return work


def _by_title(text: str) -> Work | None:
    if len(text) < LEAST_TITLE:
        return None
    pasted = Value(" ".join(text.split()), output_field=CharField())
    titled = Work.objects.annotate(pasted=pasted).filter(pasted__icontains=F("title_plain"))
    found = max(titled[:20], key=lambda work: len(work.title_plain), default=None)
    return found if found and len(found.title_plain) >= LEAST_TITLE else None


def _why_not_found(text: str) -> str:
    if is_missing_only(text):
        return _(
            "The library has no work with this number yet. Check its last characters, or enter"
            " the work by hand below."
        )
    if re.search(r"10\.\d|doi", text, re.IGNORECASE):
        try:
            normalise_doi(text)
        except IdentifierError as error:
            return str(error)
    return _(
        "No DOI or PubMed ID could be read in this, and no work of the library has this title."
        " Enter it by hand below."
    )


def is_missing_only(text: str) -> bool:
    """Whether a text holds a sound identifier of a work, whatever the library knows."""
    found = recognise(text)
    numbers = {"doi", "pmid", "pmcid", "arxiv"}
    return bool(find_dois(text)) or (found is not None and found.kind in numbers)


def with_lookup(typed: Typed, text: str) -> Typed:
    """What was typed by hand, with the DOI that was looked up for it before."""
    dois = find_dois(text)
    return replace(typed, doi=dois[0].display) if dois and not typed.doi else typed


def faults(typed: Typed) -> list[Refused]:
    """Everything that is wrong with a source typed by hand, each with its field."""
    found = [*_doi_faults(typed), *_pages_faults(typed), *_journal_faults(typed)]
    if typed.year is not None and not FIRST_YEAR <= typed.year <= LAST_YEAR:
        found.append(Refused(_("A year lies between 1500 and 2100."), field="year"))
    if not typed.title and not typed.is_issue and not found and not _known_doi(typed):
        found.append(
            Refused(
                _("Give the title of the work. For a whole issue give journal, volume and issue."),
                field="title",
            )
        )
    return found


def _known_doi(typed: Typed) -> bool:
    return bool(typed.doi) and Work.objects.filter(doi=normalise_doi(typed.doi)).exists()


def _doi_faults(typed: Typed) -> list[Refused]:
    try:
        if typed.doi:
            normalise_doi(typed.doi)
    except IdentifierError as error:
        return [Refused(str(error), field="doi")]
    return []


def _pages_faults(typed: Typed) -> list[Refused]:
    try:
        parse_pages(typed.pages)
    except PagesError as error:
        return [Refused(str(error), field="pages")]
    return []


def _journal_faults(typed: Typed) -> list[Refused]:
    name = typed.journal.strip()
    if not name or find_journal(name):
        return []
    if _ISSN_LIKE.fullmatch(name):
        try:
            normalise_issn(name)
        except IdentifierError as error:
            return [Refused(str(error), field="journal")]
        message = _("The library has no journal with the ISSN %s. Type its title instead.") % name
        return [Refused(message, field="journal")]
    if typed.adds_journal:
        return []
    message = _(
        "There is no journal “%s” in the library yet. Choose one that is offered as you type, or"
        " tick “Add this journal”."
    )
    return [Refused(message % name, field="journal")]


def make_source(typed: Typed, *, by: User) -> Work | Issue:
    """The work or the issue that was typed, found in the library or added to it.

    A DOI that the library knows gives its work, which stays as it is. Raises ``Refused``.
    """
    for fault in faults(typed):
        raise fault
    doi = normalise_doi(typed.doi) if typed.doi else ""
    known = Work.objects.filter(doi=doi).first() if doi else None
    if known is not None:
        return known
    if not by.has_perm("literature.add_work"):
        raise Refused(_("Adding works to the library is not among your rights."), field="title")
    with transaction.atomic():
        journal = _journal(typed, by=by)
        if journal is not None and typed.is_issue:
            return _issue(typed, journal, by=by)
        return _work(typed, journal, doi, by=by)


def _journal(typed: Typed, *, by: User) -> Journal | None:
    name = " ".join(typed.journal.split())
    if not name:
        return None
    return find_journal(name) or save_journal(Journal(title=name), by=by)


def _issue(typed: Typed, journal: Journal, *, by: User) -> Issue:
    return find_or_create_issue(
        journal, year=typed.year, volume=typed.volume, issue_label=typed.issue_label, by=by
    )


def _work(typed: Typed, journal: Journal | None, doi: str, *, by: User) -> Work:
    work = Work(
        title=typed.title,
        journal=journal,
        volume=typed.volume,
        issue_label=typed.issue_label,
        pages_raw=typed.pages,
        published_print=str(typed.year or ""),
        doi_display=typed.doi if doi else "",
    )
    return save_work(work, contributors=read_authors(typed.authors), by=by)


def read_authors(text: str) -> list[Contributor]:
    """Names, one a line or as in a reference ("Ryan SJ, Holm A"), in order and unsaved."""
    names = [_ET_AL.sub("", line).strip(" ,;") for line in _split_names(text)]
    return [_author(name, place) for place, name in enumerate(filter(None, names))]


def _split_names(text: str) -> list[str]:
    lines = [line for line in re.split(r"[\n;]", text) if line.strip()]
    if len(lines) > 1:
        return lines
    return [part for line in lines for part in _split_line(line)]


def _split_line(line: str) -> list[str]:
    """One line: "Ryan SJ, Holm A" are two people, "Chen, Jennifer" is one."""
    parts = [part.strip() for part in _ET_AL.sub("", line).split(",")]
    if len(parts) == 2 and " " not in parts[0] and not parts[1].isupper():
        return [line]
    return parts


def _author(name: str, place: int) -> Contributor:
    if _GROUP.search(name):
        return Contributor(position=place, collective_name=name[:250])
    if "," in name:
        family, _comma, given = name.partition(",")
        return Contributor(position=place, family=family.strip()[:120], given=given.strip()[:120])
    first, _space, last = name.rpartition(" ")
    if first and _INITIALS.fullmatch(last):
        return Contributor(position=place, family=first[:120], given=last[:120])
    return Contributor(position=place, family=last[:120], given=first[:120])
