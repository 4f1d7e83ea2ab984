"""One record of a file: what was read, where it stood, and what could not be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext as _

from literature.bylines import PARTICLES
from literature.csl import Csl
from literature.dates import DateError, PartialDate
from literature.identifiers import IdentifierError, find_dois, normalise_issn, read_doi

LONGEST_DOI = 400
# Zotero and publishers write these into the titles of plain formats.
EMPHASIS = re.compile(r"&lt;(/?)(i|b|sub|sup)&gt;", re.IGNORECASE)


@dataclass(frozen=True)
class Record:
    """``csl`` holds what was read, ``notes`` a sentence for each thing that needs a look.

    ``line`` is the place in the file, counted from one.
    """

    csl: Csl
    line: int
    notes: tuple[str, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether it says enough to become a work: a title or an identifier."""
        return any(self.csl.get(key) for key in ("title", "DOI", "PMID", "PMCID"))


class Draft:
    """A record being read; empty values are left out."""

    def __init__(self, line: int) -> None:
        self.csl: Csl = {}
        self.line = line
        self.notes: list[str] = []

    def set(self, **values: object) -> None:
        """Give values to CSL variables whose names are Python names too."""
        self.csl.update({key.replace("_", "-"): value for key, value in values.items() if value})

    def set_title(self, text: str) -> None:
        """A title of a format without markup: "p < 0.05" stays what it is, <i> is emphasis."""
        self.set(title=EMPHASIS.sub(r"<\1\2>", escape(text, quote=False)))

    def set_doi(self, text: str) -> None:
        """The DOI in ``text``; a note when there is none."""
        try:
            self.set(DOI=read_doi(text[:LONGEST_DOI]).display if text else "")
        except IdentifierError as error:
            self.notes.append(str(error))

    def set_issns(self, texts: list[str]) -> None:
        """ISSNs in one or several texts, print first; a note for each that is mistyped."""
        for word in " ".join(texts).replace(",", " ").replace(";", " ").split():
            if not any(map(str.isdigit, word)):
                continue  # (Electronic), as MEDLINE says behind the number
            try:
                issn = normalise_issn(word)
            except IdentifierError as error:
                self.notes.append(str(error))
                continue
            if "ISSN" not in self.csl:
                self.csl["ISSN"] = issn
            elif issn != self.csl["ISSN"]:
                self.csl.setdefault("custom", {}).setdefault("ISSN-online", issn)

    def set_date(self, text: str) -> None:
        """The day, month or year of publication; a note when it cannot be read."""
        try:
            self.set(issued=PartialDate.read(text).to_csl() if text.strip() else None)
        except DateError as error:
            self.notes.append(str(error))

    def finished(self) -> Record:
        if not any(self.csl.get(key) for key in ("title", "DOI", "PMID", "PMCID")):
            self.notes.append(_("It has neither a title nor an identifier."))
        return Record(self.csl, self.line, tuple(self.notes))


def person(text: str) -> dict[str, str]:
    """A name as "Last, First, Suffix"; without a comma, or with one at its end, it is a group's."""
    name = " ".join(text.split())
    if name.endswith(","):
        return {"literal": name.rstrip(", ")}
    parts = [part.strip() for part in name.split(",", 2)]
    if len(parts) == 1:
        return {"literal": name}
    return named(parts[0], parts[1], parts[2] if len(parts) > 2 else "")


def named(family: str, given: str, suffix: str = "") -> dict[str, str]:
    """A CSL name; small words before the family name are its particle."""
    words = family.split()
    lead = 0
    while lead < len(words) - 1 and words[lead] in PARTICLES:
        lead += 1
    values = {
        "family": " ".join(words[lead:]),
        "given": given,
        "non-dropping-particle": " ".join(words[:lead]),
        "suffix": suffix,
    }
    return {key: value for key, value in values.items() if value}


def doi_among(texts: list[str]) -> str:
    """The first DOI in any of the texts, empty when there is none."""
    for text in texts:
        found = find_dois(text[:LONGEST_DOI])
        if found:
            return found[0].display
    return ""
