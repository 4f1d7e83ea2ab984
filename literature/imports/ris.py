"""Reads RIS as EndNote, Zotero, Mendeley and publishers write it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from literature.imports.record import Draft, Record, doi_among, person
from literature.imports.tagged import Entry, entries

# Two signs, two spaces, a hyphen; some programs write one space, so only known tags may.
LINE = re.compile(
    r"(?P<tag>[A-Z][A-Z0-9](?=  - ?)|TY|ER|T[1-3I]|AU|A[1-4]|ED|J[12AFO]|VL|IS|SP|EP|PY|Y[12]"
    r"|DA|DO|UR)[ \t]{1,4}-[ \t]{0,4}(?P<value>.*)"
)
TYPES = {
    **dict.fromkeys(("JOUR", "EJOUR", "JFULL", "INPR", "ABST"), "article-journal"),
    **dict.fromkeys(("CPAPER", "CONF"), "paper-conference"),
    **{"MGZN": "article-magazine", "NEWS": "article-newspaper", "UNPB": "article"},
    **{"DATA": "dataset", "RPRT": "report", "CHAP": "chapter", "THES": "thesis"},
}
KNOWN = frozenset(
    {"TY", "ER", "TI", "T1", "CT", "BT", "AU", "A1", "ED", "A2", "T2", "JF", "J2", "JA", "JO", "VL"}
    | {
        "IS",
        "M1",
        "SP",
        "EP",
        "SE",
        "C7",
        "PY",
        "Y1",
        "DA",
        "DO",
        "M3",
        "L3",
        "AN",
        "DB",
        "C2",
        "SN",
    }
    | {"AB", "N2", "KW", "LA", "PB", "UR", "Y2", "N1", "ID", "M2", "ET", "DP"}
)


def read(text: str) -> Iterator[Record]:
    """Every entry of the file, whatever is wrong with the others."""
    return map(_record, entries(text, LINE, opening="TY", closing="ER"))


def _record(entry: Entry) -> Record:
    draft = Draft(entry.line)
    if not entry.is_closed:
        draft.notes.append(_("It has no end line (ER); it may be cut off."))
    kind = entry.first("TY").upper()
    draft.set(type=TYPES.get(kind, "document"))
    draft.set_title(entry.first("TI", "T1", "CT", "BT"))
    if kind == "UNPB" or "preprint" in entry.first("M3").lower():
        draft.set(type="article", genre="preprint")
    draft.set(author=[person(name) for name in entry.all("AU", "A1")])
    draft.set(editor=[person(name) for name in entry.all("ED", "A2")])
    _set_place(draft, entry)
    draft.set_date(_date(entry))
    _set_identifiers(draft, entry)
    draft.set(publisher=entry.first("PB"), language=entry.first("LA"), URL=entry.first("UR"))
    draft.set(abstract=entry.first("AB", "N2"), keyword=", ".join(entry.all("KW")))
    _keep_the_rest(draft, entry)
    return draft.finished()


def _set_place(draft: Draft, entry: Entry) -> None:
    short = entry.first("J2", "JA", "JO")
    draft.set(container_title=entry.first("T2", "JF") or short, container_title_short=short)
    draft.set(volume=entry.first("VL"), issue=entry.first("IS", "M1"))
    first, last = entry.first("SP", "SE"), entry.first("EP")
    is_span = first and last and last != first and "-" not in first
    draft.set(page=f"{first}-{last}" if is_span else first, number=entry.first("C7"))


def _date(entry: Entry) -> str:
    """The fullest date there is, in words that a date is read from."""
    stated = [_spelled(value) for value in entry.all("DA", "PY", "Y1")]
    dated = sorted((date for date in stated if re.match(r"\d{4}", date)), key=len, reverse=True)
    if not dated:
        return next(iter(stated), "")
    loose = [date for date in stated if not re.match(r"\d{4}", date)]
    # EndNote puts the day and the month alone into DA: Feb 12.
    return f"{dated[0]} {loose[0]}" if loose and re.fullmatch(r"\d{4}", dated[0]) else dated[0]


def _spelled(value: str) -> str:
    year, *rest = [part.strip() for part in value.split("/", 3)]
    month, day, words = [*rest, "", "", ""][:3]
    if words and re.search(r"[A-Za-z]", words):
        return f"{year} {words}"
    return "-".join(part.zfill(2) for part in (year, month, day) if part)


def _set_identifiers(draft: Draft, entry: Entry) -> None:
    draft.set_doi(entry.first("DO"))
    if "DOI" not in draft.csl:
        draft.set(DOI=doi_among(entry.all("M3", "UR", "L3", "N1")))
    number = entry.first("AN", "ID", "M2")
    is_pubmed = any(word in entry.first("DB", "DP").lower() for word in ("pubmed", "medline"))
    if re.fullmatch(r"[1-9]\d{0,7}", number) and is_pubmed:
        draft.set(PMID=number)
    if re.fullmatch(r"PMC\d+", entry.first("C2")):
        draft.set(PMCID=entry.first("C2"))
    draft.set_issns(entry.all("SN"))


def _keep_the_rest(draft: Draft, entry: Entry) -> None:
    unknown = [f"{tag}: {value}" for tag, value in entry.fields if tag not in KNOWN and value]
    draft.set(note="; ".join([*entry.all("N1"), *unknown]))
    if unknown:
        draft.notes.append(_("Fields we do not know went into the note: %s.") % "; ".join(unknown))
