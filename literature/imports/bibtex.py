"""Reads BibTeX and biblatex; bibtexparser cuts the file, so that one bad entry spoils no other."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import DuplicateBlockKeyBlock, Entry, ParsingFailedBlock
from django.utils.translation import gettext as _
from pylatexenc.latex2text import LatexNodes2Text

from literature.imports.record import Draft, Record, doi_among, named

TYPES = {
    "article": "article-journal",
    **dict.fromkeys(("inproceedings", "conference"), "paper-conference"),
    **dict.fromkeys(("techreport", "report"), "report"),
    **dict.fromkeys(("incollection", "inbook"), "chapter"),
    **dict.fromkeys(("phdthesis", "mastersthesis", "thesis"), "thesis"),
    "dataset": "dataset",
}
SERVERS = frozenset({"arxiv", "medrxiv", "biorxiv", "chemrxiv", "research square", "ssrn"})
INHERITED = ("booktitle", "journal", "publisher", "year", "date", "editor", "volume")
# pylatexenc does not know the two commands by which braces are written safely.
BRACES = {r"\textbraceleft{}": r"\{", r"\textbraceright{}": r"\}"}
DECODER = LatexNodes2Text()
Fields = dict[str, str]

# A broken entry is told to the person who imports; the log need not say it again.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)


def read(text: str) -> Iterator[Record]:
    """Every entry of the file; one that cannot be read comes as a record with a note alone."""
    library = parse_string(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    fields = {entry.key: _fields(entry) for entry in library.entries}
    for block in library.blocks:
        if isinstance(block, Entry):
            yield _record(block, fields)
        elif isinstance(block, DuplicateBlockKeyBlock) and isinstance(
            block.ignore_error_block, Entry
        ):
            yield _record(block.ignore_error_block, fields)
        elif isinstance(block, ParsingFailedBlock):
            yield _unreadable(block)


def _unreadable(block: ParsingFailedBlock) -> Record:
    draft = Draft((block.start_line or 0) + 1)
    beginning = " ".join((block.raw or "").split())[:80]
    message = _("This entry cannot be read; a brace or comma may be missing: %s")
    draft.notes.append(message % beginning)
    return Record(draft.csl, draft.line, tuple(draft.notes))


def _fields(entry: Entry) -> Fields:
    return {field.key.lower(): str(field.value) for field in entry.fields}


def _record(entry: Entry, others: dict[str, Fields]) -> Record:
    draft = Draft((entry.start_line or 0) + 1)
    fields = _fields(entry)
    parent = others.get(fields.get("crossref", ""), {})
    fields |= {name: parent[name] for name in INHERITED if name in parent and name not in fields}
    texts = {name: _text(value) for name, value in fields.items() if name not in {"url", "doi"}}
    kind = entry.entry_type.lower()
    server = texts.get("eprinttype") or texts.get("archiveprefix", "")
    draft.set(type=TYPES.get(kind, "document"))
    draft.set_title(texts.get("title", ""))
    if server.lower() in SERVERS or texts.get("howpublished", "").lower() in SERVERS:
        draft.set(type="article", genre="preprint", number=texts.get("eprint"))
    draft.set(author=_names(fields.get("author", "")), editor=_names(fields.get("editor", "")))
    _set_place(draft, texts)
    draft.set_date(_date(texts))
    draft.set_doi(fields.get("doi", ""))
    if "DOI" not in draft.csl:
        draft.set(DOI=doi_among([fields.get("url", ""), texts.get("note", "")]))
    if server.lower() == "pubmed":
        draft.set(PMID=texts.get("eprint"))
    draft.set(PMID=texts.get("pmid"), PMCID=texts.get("pmcid"), URL=fields.get("url"))
    draft.set_issns([texts.get("issn", "")])
    draft.set(language=texts.get("language"), abstract=texts.get("abstract"))
    note = re.sub(r"^preprint\b[\s.]*", "", texts.get("note", ""), flags=re.IGNORECASE)
    draft.set(note=note, keyword=texts.get("keywords"))
    return draft.finished()


def _set_place(draft: Draft, texts: Fields) -> None:
    def first(*names: str) -> str:
        return next((texts[name] for name in names if texts.get(name)), "")

    draft.set(container_title=first("journal", "journaltitle", "booktitle"))
    draft.set(container_title_short=first("shortjournal"))
    draft.set(volume=texts.get("volume"), issue=first("number", "issue"))
    draft.set(page=first("pages", "eid").replace("–", "-"))
    publishers = ("publisher", "institution", "school", "organization", "howpublished")
    draft.set(publisher=first(*publishers))


def _date(texts: Fields) -> str:
    if texts.get("date"):
        return texts["date"]
    # month = feb # "~12" joins the name of a month with a day.
    month = re.sub(r"[#\"~\s]+", " ", texts.get("month", "")).strip()
    if month.isdigit():
        return f"{texts.get('year', '')}-{month.zfill(2)}"
    return " ".join(filter(None, [texts.get("year"), month, texts.get("day")]))


def _names(value: str) -> list[dict[str, str]]:
    # "and" in capitals, or in braces, is part of a name.
    names = _split(" ".join(value.split()), " and ")
    return [_name(name) for name in names if name and name.lower() != "others"]


def _name(name: str) -> dict[str, str]:
    if name.startswith("{") and name.endswith("}") and len(_split(name, "[ ,]")) == 1:
        return {"literal": _text(name)}
    parts = [_text(part) for part in _split(name, ", ?")]
    if len(parts) == 1:
        *given, family = [_text(word) for word in _split(name, " ")]
        return named(family, " ".join(given)) if given else {"literal": family}
    if len(parts) == 2:
        return named(parts[0], parts[1])
    return named(parts[0], parts[2], parts[1])


def _split(text: str, pattern: str) -> list[str]:
    """Split where the pattern stands outside all braces."""
    pieces, depth, begin = [], 0, 0
    for match in re.finditer(rf"[{{}}]|{pattern}", text):
        if match[0] in "{}":
            depth = max(0, depth + (1 if match[0] == "{" else -1))
        elif depth == 0:
            pieces.append(text[begin : match.start()])
            begin = match.end()
    return [*pieces, text[begin:]]


def _text(value: str) -> str:
    """A value without LaTeX; braces that only protect capitals are gone."""
    if "\\" in value or "$" in value:
        for command, sign in BRACES.items():
            value = value.replace(command, sign)
        value = _decoded(value)
    else:
        value = value.replace("{", "").replace("}", "").replace("~", " ")
        value = value.replace("---", "—").replace("--", "–")
    return " ".join(value.split())


def _decoded(value: str) -> str:
    try:
        return DECODER.latex_to_text(value)
    except RecursionError:
        return value  # commands in commands in commands; nobody means this, nothing is lost
