"""What is typed about a work becomes a description by the services that know it.

Asks the network, so it is never called inside a transaction. Writes no work.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher
from functools import partial

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from core import text
from core.errors import OutsideFailure, Refused
from literature.identifiers import arxiv_doi, find_dois, recognise
from literature.models import RetractionNotice
from literature.reference_parser import Reference, parse_reference
from literature.sources import BY_DOI, NAMES, client, crossref, pubmed
from literature.sources.description import Description

SECONDS = 20.0  # after which no further service is asked for one look-up
CANDIDATES = 5
LEAST_WORDS = 3
# How alike the title in a pasted reference and a record must be to be the same work.
ALIKE = 0.8
HAND = "doi", "pmid", "pmcid", "arxiv"


@dataclass(frozen=True)
class Outcome:
    """A description and when it was asked for; ``troubles`` are services that did not help."""

    description: Description
    asked_at: datetime
    troubles: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """Who said it and when, for the row of a story."""
        source = NAMES.get(self.description.source, self.description.source)
        moment = date_format(timezone.localtime(self.asked_at), "j M Y, H:i T")
        return _(
            "Found by %(source)s, asked %(when)s. It is added to the library when you save."
        ) % {"source": source, "when": moment}

    @property
    def warnings(self) -> list[str]:
        """What sources report against the work, a sentence for each kind of notice."""
        said: dict[str, list[str]] = {}
        for report in self.description.reports:
            label = str(dict(RetractionNotice.Kind.choices)[report.kind])
            said.setdefault(label, []).append(str(NAMES.get(report.source, report.source)))
        return [
            _("%(notice)s, reported by %(sources)s.")
            % {"notice": label, "sources": get_text_list(list(dict.fromkeys(names)), _("and"))}
            for label, names in said.items()
        ]


@dataclass(frozen=True)
class Question:
    """An identifier to ask for: doi, pmid or pmcid, in its normal form."""

    kind: str
    value: str


def look_up(typed: str) -> Outcome:
    """The work behind a DOI, PMID, PMCID, arXiv number, an address of one, or a reference.

    Raises Refused when what was typed cannot be a work or when nobody knows it, and
    OutsideFailure when services that might know it did not answer; both with a sentence.
    """
    question = read_question(typed)
    if question is None:
        best = candidates(typed)[0]
        if not fits(best.description, parse_reference(typed)):
            raise Refused(_not_certain(), field="q")
        return best
    return _as_typed(_ASKED[question.kind](question.value), typed)


def read_question(typed: str) -> Question | None:
    """The identifier in what was typed; None for a reference without one."""
    bare = " ".join(typed.split())
    dois = find_dois(bare)
    if dois:
        return Question("doi", dois[0].key)
    found = recognise(f"PMID {bare}" if bare.isdigit() else bare)
    if found is None or found.kind not in HAND:
        reference = parse_reference(typed)
        for kind in ("doi", "pmid", "pmcid"):
            if getattr(reference, kind):
                return Question(kind, getattr(reference, kind))
        return None
    if found.kind == "arxiv":
        return Question("doi", arxiv_doi(found.value))
    return Question(found.kind, found.value)


def candidates(typed: str) -> list[Outcome]:
    """The records Crossref finds for a reference, the likeliest first.

    Raises Refused when there are too few words or no records, OutsideFailure.
    """
    if len(typed.split()) < LEAST_WORDS:
        raise Refused(
            _("Give a DOI, a PubMed ID, or a reference with authors, title, journal and year."),
            field="q",
        )
    told = crossref.search(typed, rows=CANDIDATES)
    reference = parse_reference(typed)
    found = [crossref.describe(item) for item in crossref.items(told.payload)]
    found.sort(key=lambda one: fits(one, reference), reverse=True)
    if not found:
        raise Refused(_not_certain(), field="q")
    return [Outcome(one, told.asked_at) for one in found]


def fits(description: Description, reference: Reference) -> bool:
    """Whether a record is the work of a pasted reference, beyond reasonable doubt."""
    csl = description.csl
    issued = (csl.get("issued") or csl.get("available-date") or {}).get("date-parts") or [[0]]
    if reference.year and abs(issued[0][0] - reference.year) > 1:
        return False
    stated = text.fold(reference.title)
    title = text.fold(text.plain(str(csl.get("title", ""))))
    if stated:
        return SequenceMatcher(None, stated, title, autojunk=False).ratio() >= ALIKE
    page = re.split(r"\D", str(csl.get("page", "")))[0]
    is_placed = reference.volume and reference.pages.first
    return bool(
        is_placed and (csl.get("volume"), page) == (reference.volume, reference.pages.first)
    )


def _as_typed(outcome: Outcome, typed: str) -> Outcome:
    """Crossref answers in small letters; a DOI is shown as it was printed."""
    printed = next(
        (doi.display for doi in find_dois(typed) if doi.key == outcome.description.doi), ""
    )
    if not printed or printed.islower():
        return outcome
    csl = outcome.description.csl | {"DOI": printed}
    return replace(outcome, description=replace(outcome.description, csl=csl))


def _by_doi(doi: str) -> Outcome:
    troubles: list[str] = []
    started = time.monotonic()
    for source in BY_DOI:
        if time.monotonic() - started > SECONDS:
            break
        found = _tried(partial(_asked, source, doi), troubles)
        if found is not None:
            return _enriched(found, troubles) if source is crossref else found
        if source is crossref:
            found = _tried(lambda: _in_pubmed(doi), troubles)
            if found is not None:
                return found
    if troubles:
        raise OutsideFailure(_no_answer(troubles), permanent=False)
    raise Refused(
        _(
            "Crossref, PubMed, DataCite and doi.org know no DOI %(doi)s. Compare its last"
            " characters with the paper, or enter the work by hand."
        )
        % {"doi": doi},
        field="q",
    )


def _by_pmid(pmid: str) -> Outcome:
    told = pubmed.ask(pmid)
    if told.payload is None:
        message = _("PubMed has no entry %(pmid)s. Compare the number, or enter the work by hand.")
        raise Refused(message % {"pmid": pmid}, field="q")
    entry = pubmed.read(told.payload)
    troubles: list[str] = []
    found = _tried(lambda: _asked(crossref, entry.doi), troubles) if entry.doi else None
    if found is None:
        return Outcome(entry, told.asked_at, tuple(troubles))
    return Outcome(found.description.enriched(entry), found.asked_at)


def _by_pmcid(pmcid: str) -> Outcome:
    numbers = pubmed.convert(pmcid)
    if numbers.get("doi"):
        return _by_doi(numbers["doi"].lower())
    if numbers.get("pmid"):
        return _by_pmid(numbers["pmid"])
    message = _("PubMed Central has no %(pmcid)s. Compare the number, or enter the work by hand.")
    raise Refused(message % {"pmcid": pmcid}, field="q")


_ASKED: dict[str, Callable[[str], Outcome]] = {
    "doi": _by_doi,
    "pmid": _by_pmid,
    "pmcid": _by_pmcid,
}


def _tried(ask: Callable[[], Outcome | None], troubles: list[str]) -> Outcome | None:
    try:
        return ask()
    except OutsideFailure as failure:
        troubles.append(str(failure))
        return None


def _asked(source: object, doi: str) -> Outcome | None:
    told: client.Told = source.ask(doi)  # type: ignore[attr-defined]  # a module of sources
    if told.payload is None:
        return None
    description: Description = source.read(told.payload)  # type: ignore[attr-defined]
    if description.doi and description.doi != doi:
        message = _("One service answered about another work, %(other)s; that is left aside.")
        raise OutsideFailure(message % {"other": description.doi}, permanent=True)
    return Outcome(description, told.asked_at)


def _in_pubmed(doi: str) -> Outcome | None:
    pmid = pubmed.find(doi)
    told = pubmed.ask(pmid) if pmid else None
    if told is None or told.payload is None:
        return None
    entry = pubmed.read(told.payload)
    return Outcome(entry, told.asked_at) if entry.doi == doi else None


def _enriched(found: Outcome, troubles: list[str]) -> Outcome:
    if found.description.csl.get("type") != "article-journal":
        return found
    entry = _tried(lambda: _in_pubmed(found.description.doi), troubles)
    if entry is None:
        return found
    return Outcome(found.description.enriched(entry.description), found.asked_at)


def _not_certain() -> str:
    return _(
        "No record is certain to be this reference. Choose one of those that come near, add its"
        " DOI, or enter the work by hand."
    )


def _no_answer(troubles: list[str]) -> str:
    told = list(dict.fromkeys(troubles))
    rest = [_("The other services did not help either.")] if len(told) > 1 else []
    return " ".join([told[0], *rest, _by_hand()])


def _by_hand() -> str:
    if not settings.NETWORK:
        return _("Enter the work by hand.")
    now = timezone.localtime()
    return _("Enter the work by hand, or try again later; asked at %(time)s.") % {
        "time": f"{now:%H:%M} {now.tzname()}"
    }
