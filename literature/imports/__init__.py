"""The formats in which references come into the house, one module each.

A reader gives one record for each entry of a file, usable or not, so that a report can name every
entry; nothing is written to the database here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from literature.imports import bibtex, csl_json, nbib, ris
from literature.imports.record import Record


@dataclass(frozen=True)
class Format:
    """A format of files: its name, the ends of its file names, its first signs, its reader."""

    name: str
    suffixes: tuple[str, ...]
    opening: re.Pattern[str]
    read: Callable[[str], Iterable[Record]]


FORMATS = {
    "ris": Format("RIS", (".ris",), re.compile(r"TY {0,4}-", re.MULTILINE), ris.read),
    "nbib": Format("PubMed", (".nbib",), re.compile(r"PMID {0,2}- "), nbib.read),
    "bibtex": Format(
        "BibTeX", (".bib", ".bibtex"), re.compile(r"@[A-Za-z]{2,20}\s?[{(]"), bibtex.read
    ),
    "csl-json": Format("CSL-JSON", (".json",), re.compile(r"\s{0,9}[\[{]"), csl_json.read),
}
# How far into a file its format is looked for.
OPENING_SIGNS = 2_000


def format_of(text: str, file_name: str = "") -> Format | None:
    """The format of a file by the end of its name, else by how it begins; None when unknown."""
    for each in FORMATS.values():
        if file_name.lower().endswith(each.suffixes):
            return each
    beginning = text[:OPENING_SIGNS].removeprefix("\ufeff").lstrip()
    for each in FORMATS.values():
        if each.opening.match(beginning):
            return each
    return None


def read(text: str, file_name: str = "") -> list[Record]:
    """Every record of a file, in its order; an empty list for a format we do not know."""
    found = format_of(text, file_name)
    return list(found.read(text)) if found else []
