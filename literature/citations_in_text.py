"""Finds references in prose, with their exact place: identifiers, and journals with a volume."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from literature.citation_patterns import (
    ARXIV,
    DATE_AND_PAGES,
    DOI,
    JOURNAL_WORD,
    LONGEST_JOURNAL,
    NO_JOURNALS,
    OLD_ARXIV,
    OPENINGS,
    PLACES,
    PMCID,
    PMID,
    SERVER,
    VOLUME_FIRST,
    YEAR,
)
from literature.identifiers import IdentifierError, read_doi
from literature.reference_parser import Reference, parse_reference

IDENTIFIERS = {
    "doi": DOI,
    "pmid": PMID,
    "pmcid": PMCID,
    "arxiv": ARXIV,
    "old arxiv": OLD_ARXIV,
    "server": SERVER,
}
# A longer word with a stop ends a sentence; a shorter one may be cut short, as in Pharmacol.
LONGEST_SHORT_WORD = 10


@dataclass(frozen=True)
class Found:
    """A reference in prose: ``text[start:end]`` is what was read."""

    start: int
    end: int
    text: str
    reference: Reference


def find_references(text: str) -> list[Found]:
    """List the references that stand in prose, in order, none inside another."""
    runs: list[_Span] = []
    for span in sorted(_spans(text), key=lambda span: (span.start, -span.end)):
        if runs and (span.start < runs[-1].end or _continues(runs[-1], span, text)):
            last = runs[-1]
            runs[-1] = _Span(last.start, max(last.end, span.end), last.kinds | span.kinds)
        else:
            runs.append(span)
    return [
        Found(
            run.start,
            run.end,
            text[run.start : run.end],
            parse_reference(text[run.start : run.end]),
        )
        for run in runs
    ]


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    kinds: frozenset[str]


def _spans(text: str) -> Iterator[_Span]:
    for kind, pattern in IDENTIFIERS.items():
        for match in pattern.finditer(text):
            end = match.end() - (_surplus(match[0]) if kind == "doi" else 0)
            yield _Span(match.start(), end, frozenset({kind}))
    for pattern in PLACES:
        for match in pattern.finditer(text):
            start = _journal_start(text, match.start())
            if start is not None and _is_convincing(match, text[start : match.start()]):
                end = _closed(text, match.end(), text[start : match.start()])
                yield _Span(start, end, frozenset({"place"}))


def _continues(run: _Span, span: _Span, text: str) -> bool:
    # A DOI behind a journal is of one reference with it, a DOI behind a DOI is not.
    gap = text[run.end : span.start]
    return len(gap) <= 3 and not gap.strip(" .;,") and not run.kinds & span.kinds


def _is_convincing(match: re.Match[str], head: str) -> bool:
    # In prose a number after a name is no volume unless more speaks for it.
    parts = match.groupdict()
    words = head.lower().strip(" (.,").split()
    if not words or words[-1].strip(".") in NO_JOURNALS:
        return False
    if match.re is VOLUME_FIRST:
        is_dated = bool(re.fullmatch(YEAR, parts["after"] or ""))
        return is_dated or bool(parts["label"] and not parts["pages"].isdigit())
    return bool(parts.get("volume") or parts.get("label") or match.re is DATE_AND_PAGES)


def _journal_start(text: str, place: int) -> int | None:
    """Where the name of a journal that ends at ``place`` begins; None when no name stands there."""
    window = text[max(0, place - 160) : place]
    base = place - len(window)
    kept = None
    # A word cut by the window's edge is not read.
    words = [word for word in re.finditer(r"\S+", window) if word.start() or not base]
    for word in reversed(words[-LONGEST_JOURNAL:]):
        bare = word[0].strip("(,;")
        ends_sentence = kept is not None and bare.endswith(".") and len(bare) > LONGEST_SHORT_WORD
        if ends_sentence or (bare and not JOURNAL_WORD.fullmatch(bare)):
            break
        is_the = bare == "The" and kept is not None and window[word.start() - 2 :][:1].isalpha()
        if is_the or (bare and bare.lower() not in OPENINGS):
            kept = base + word.end() - len(word[0].lstrip("("))
        if bare and word[0].startswith("("):
            break
    return kept


def _closed(text: str, end: int, head: str) -> int:
    if head.rstrip().endswith("(") and text[end : end + 1] == ")":
        return end + 1
    return end


def _surplus(token: str) -> int:
    try:
        display = read_doi(token).display
    except IdentifierError:
        return 0
    place = token.rfind(display)
    return len(token) - place - len(display) if place >= 0 else 0
