"""Reads the MEDLINE format that PubMed saves (.nbib)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from literature.imports.record import Draft, Record, named, person
from literature.imports.tagged import Entry, entries

LINE = re.compile(r"(?P<tag>[A-Z]{2,4}) {0,2}- (?P<value>.*)")
SUFFIX = re.compile(r"^(?P<given>.{1,100}?) (?P<suffix>Jr|Sr|2nd|3rd|4th|II|III|IV)$")
LANGUAGES = {"eng": "en", "ger": "de", "fre": "fr", "spa": "es", "ita": "it", "por": "pt"}
NOTICES = {
    "RIN": "Retracted. Notice: %s",
    "ECI": "Expression of concern: %s",
    "EIN": "Corrected. Notice: %s",
}


def read(text: str) -> Iterator[Record]:
    """Every entry of the file."""
    return map(_record, entries(text, LINE, opening="PMID"))


def _record(entry: Entry) -> Record:
    draft = Draft(entry.line)
    kinds = [kind.lower() for kind in entry.all("PT")]
    draft.set(type="article-journal", PMID=entry.first("PMID"))
    draft.set_title(_title(entry))
    if "preprint" in kinds:
        draft.set(type="article", genre="preprint", publisher=entry.first("JT"))
    else:
        draft.set(container_title=entry.first("JT"), container_title_short=entry.first("TA"))
    draft.set(author=_authors(entry), abstract=entry.first("AB"))
    draft.set(volume=entry.first("VI"), issue=entry.first("IP"), page=entry.first("PG"))
    draft.set_date(entry.first("DP"))
    draft.set_doi(_doi(entry))
    draft.set(PMCID=entry.first("PMC"), keyword=", ".join(entry.all("OT")))
    draft.set_issns(_issns(entry))
    language = entry.first("LA")
    draft.set(language=LANGUAGES.get(language, language))
    notices = [words % value for tag, words in NOTICES.items() for value in entry.all(tag)]
    draft.set(note=" ".join(notices))
    draft.notes.extend(notices)
    return draft.finished()


def _title(entry: Entry) -> str:
    title = entry.first("TI", "TT").strip("[]")
    return title.removesuffix(".")


def _authors(entry: Entry) -> list[dict[str, str]]:
    # The full name stands before the short one; a group where it stands in the byline.
    has_full = bool(entry.all("FAU"))
    names = []
    for tag, value in entry.fields:
        if tag == "CN":
            names.append({"literal": value})
        elif tag == ("FAU" if has_full else "AU"):
            names.append(_full(value) if has_full else _short(value))
    return names


def _full(value: str) -> dict[str, str]:
    name = person(value)
    match = SUFFIX.match(name.get("given", ""))
    return {**name, **match.groupdict()} if match else name


def _short(value: str) -> dict[str, str]:
    family, _space, given = value.rpartition(" ")
    return named(family, given) if family else {"literal": value}


def _doi(entry: Entry) -> str:
    for value in entry.all("LID", "AID"):
        if value.endswith("[doi]"):
            return value.removesuffix("[doi]").strip()
    return ""


def _issns(entry: Entry) -> list[str]:
    # 1533-4406 (Electronic): the printed one goes first.
    return sorted(entry.all("IS"), key=lambda issn: "Print" not in issn)
