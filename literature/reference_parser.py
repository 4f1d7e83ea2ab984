"""Reads one reference as people paste it, in any usual style.

Reading is best effort and says nothing it has not seen. Every pattern has an upper bound, so the
time grows with the length of the text and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from literature.bylines import GROUP, parse_byline
from literature.citation_patterns import (
    AHEAD,
    ARTICLE_NUMBER,
    ARXIV,
    AUTHORS_BEFORE_YEAR,
    AUTHORS_WITH_STOPS,
    DATE_AND_PAGES,
    DATE_FIRST,
    DOI,
    IN_WORDS,
    JOURNAL_WORD,
    LONGEST_JOURNAL,
    MONTH_NAME,
    OLD_ARXIV,
    PLACES,
    PMCID,
    PMID,
    PREPRINT,
    PROSE,
    SERVER,
    SERVER_NAMES,
    STANDINGS,
    VOLUME_FIRST,
    YEAR,
    YEAR_ALONE,
    YEAR_IN_BRACKETS,
)
from literature.dates import DateError, PartialDate
from literature.identifiers import (
    IdentifierError,
    arxiv_doi,
    normalise_arxiv,
    normalise_doi,
    normalise_pmcid,
    normalise_pmid,
)
from literature.issue_labels import IssueLabel, parse_issue_label
from literature.names import Name
from literature.pages import Pages, PagesError, parse_pages

LONGEST_REFERENCE = 2_000
LEAST_TITLE = 20
# Posted under 10.1101 with the day in the number; later preprints have another prefix.
SERVER_DAYS = ("2019.12.00", "2025.12.00")


@dataclass(frozen=True)
class Reference:
    """What a reference says; what it does not say is empty.

    ``journal`` stands as written, in full or short. ``target`` is issue when a whole issue, or a
    run of its pages, is meant. ``is_doubtful`` marks a reading that had to choose.
    """

    target: str = "work"
    kind: str = ""
    authors: tuple[Name, ...] = ()
    authors_truncated: bool = False
    title: str = ""
    journal: str = ""
    date: PartialDate | None = None
    published_online: PartialDate | None = None
    volume: str = ""
    label: IssueLabel = field(default_factory=IssueLabel)
    pages: Pages = field(default_factory=lambda: Pages("unpaginated"))
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    arxiv: str = ""
    server: str = ""
    version: int | None = None
    status: str = ""
    ahead_of_print: bool = False
    is_doubtful: bool = False

    @property
    def is_identified(self) -> bool:
        return bool(self.doi or self.pmid or self.pmcid or self.arxiv)

    @property
    def year(self) -> int | None:
        date = self.date or self.published_online
        return date.year if date else None


def parse_reference(text: str) -> Reference:
    """Read one pasted reference of any usual style; never fails. At most 2,000 signs are read."""
    rest = " ".join(text[:LONGEST_REFERENCE].replace("\xa0", " ").split())
    found, rest, notice = _standing(Reference(), rest)
    found, rest = _identified(found, rest)
    if notice and not found.pmid:
        found, _rest = _in_pubmed(found, notice)  # PubMed puts the work's own number at the end
    found, rest = _ahead(found, rest)
    found, rest = _preprint(found, rest)
    found, head = _placed(found, rest)
    found = _headed(found, head)
    is_issue = found.volume or found.label.issue
    names_no_work = not (found.is_identified or found.authors or found.title)
    is_in_words = bool(IN_WORDS.search(rest))
    return replace(found, target="issue") if is_issue and names_no_work and is_in_words else found


def _identified(found: Reference, rest: str) -> tuple[Reference, str]:
    found, rest = _server(found, rest)
    found, rest = _arxiv(found, rest)
    found, rest = _in_pubmed(found, rest)
    match = DOI.search(rest)
    if match and not found.doi:
        found = replace(found, doi=_normal(normalise_doi, match[0]))
    return found, _without(rest, match) if match else rest


def _in_pubmed(found: Reference, rest: str) -> tuple[Reference, str]:
    pmid = PMID.search(rest)
    if pmid:
        number = _normal(normalise_pmid, pmid["value"])
        found, rest = replace(found, pmid=number), _without(rest, pmid)
    pmcid = PMCID.search(rest)
    if pmcid:
        number = _normal(normalise_pmcid, pmcid["value"])
        found, rest = replace(found, pmcid=number), _without(rest, pmcid)
    return found, rest


def _server(found: Reference, rest: str) -> tuple[Reference, str]:
    match = SERVER.search(rest)
    if not match:
        return found, rest
    first, last = SERVER_DAYS
    number = match["value"]
    doi = f"10.1101/{number}" if first < number[:10] < last else ""
    server = SERVER_NAMES[match["server"].lower()]
    version = int(match["version"]) if match["version"] else None
    found = replace(found, kind="preprint", server=server, doi=doi, version=version)
    return found, _without(rest, match)


def _arxiv(found: Reference, rest: str) -> tuple[Reference, str]:
    match = ARXIV.search(rest) or OLD_ARXIV.search(rest)
    number = _normal(normalise_arxiv, match["value"]) if match else ""
    if not match or not number:
        return found, rest
    bare, _v, version = number.partition("v") if number[-4:].count("v") else (number, "", "")
    found = replace(
        found,
        kind="preprint",
        server="arXiv",
        arxiv=bare,
        version=int(version) if version else None,
        doi=arxiv_doi(bare),
    )
    return found, _without(rest, match)


def _standing(found: Reference, rest: str) -> tuple[Reference, str, str]:
    """The standing, what comes before the words that tell it, and what is said of the notice."""
    for pattern, status in STANDINGS:
        match = pattern.search(rest)
        if match:
            return replace(found, status=status), rest[: match.start()], rest[match.end() :]
    return found, rest, ""


def _ahead(found: Reference, rest: str) -> tuple[Reference, str]:
    match = AHEAD.search(rest)
    if not match:
        return found, rest
    online = _date(match["date"]) if match["date"] else None
    return replace(found, ahead_of_print=True, published_online=online), _without(rest, match)


def _preprint(found: Reference, rest: str) -> tuple[Reference, str]:
    match = PREPRINT.search(rest)
    if not match:
        return found, rest
    date = _date(match["date"]) if match["date"] else None
    before, after = rest[: match.start()].rstrip(" ."), rest[match.end() :].lstrip(" .")
    return replace(found, kind="preprint", date=date), f"{before}. {after}"


def _placed(found: Reference, rest: str) -> tuple[Reference, str]:
    for pattern in PLACES if found.kind != "preprint" else ():
        for place in pattern.finditer(rest):
            if _is_place(place, rest):
                return _read_place(found, place, rest), rest[: place.start()]
    match = YEAR_IN_BRACKETS.search(rest)
    if match or found.date:
        return replace(found, date=_date(match["date"]) if match else found.date), rest
    alone = _last(YEAR_ALONE, rest)
    if not alone:
        return found, rest
    # A year behind the authors is followed by the title, one behind the journal by little.
    is_last = len(rest) - alone.end() < LEAST_TITLE
    return replace(found, date=_date(alone["date"])), rest[: alone.start()] if is_last else rest


def _is_place(match: re.Match[str], rest: str) -> bool:
    if match.re is not VOLUME_FIRST:
        return bool(match["pages"] or match.re in {DATE_FIRST, IN_WORDS})
    # June 22, 2020 is a day.
    before = rest[: match.start()].split()[-1:]
    return not (before and MONTH_NAME.fullmatch(before[0]))


def _read_place(found: Reference, match: re.Match[str], rest: str) -> Reference:
    parts = {name: text or "" for name, text in match.groupdict().items()}
    after, date = parts.get("after", ""), parts.get("date", "")
    labels = [parts.get(name, "") for name in ("between", "label", "words", "alone")]
    if re.fullmatch(YEAR, after):
        date = after
    else:
        labels.append(after)
    label = next(filter(None, labels), "")
    number, bracketed = ARTICLE_NUMBER.search(rest), YEAR_IN_BRACKETS.search(rest)
    pages = _pages(parts.get("pages", ""))
    if number and pages.kind == "unpaginated":
        pages = _pages(number["pages"], article_number=True)
    return replace(
        found,
        volume=parts.get("volume", ""),
        label=parse_issue_label("" if MONTH_NAME.fullmatch(label) else label),
        pages=pages,
        date=_date(date or (bracketed["date"] if bracketed else "")),
        is_doubtful=match.re is DATE_AND_PAGES and pages.kind == "list",
    )


def _headed(found: Reference, head: str) -> Reference:
    authors, year, rest = _authors_of(head.strip(" .,;:(["))
    segments = _segments(rest)
    if not authors and segments and _begin_with_authors(segments, found):
        authors = segments.pop(0)
    is_journal_left = len(segments) > 1 or not authors
    journal = segments.pop() if segments and is_journal_left and _is_placed(found) else ""
    last = None if found.date or year else _last(YEAR_ALONE, head)
    byline = parse_byline(authors)
    return replace(
        found,
        authors=byline.names,
        authors_truncated=byline.is_cut,
        title=". ".join(segments),
        journal=journal.split(",")[0].strip(" .") if found.kind else journal.strip(" ,."),
        date=found.date or _date(year or (last["date"] if last else "")),
    )


def _authors_of(head: str) -> tuple[str, str, str]:
    """Authors, the year behind them, and what follows; without the first two when they are not."""
    match = AUTHORS_BEFORE_YEAR.match(f"{head} ")
    if match and _are_only_authors(match["authors"]):
        return match["authors"], match["date"] or match["stop"], head[match.end() :]
    rest = YEAR_IN_BRACKETS.sub("", head).strip(" .,;")
    match = AUTHORS_WITH_STOPS.match(rest)
    return (match[0], "", rest[match.end() :]) if match else ("", "", rest)


def _are_only_authors(text: str) -> bool:
    return not PROSE.search(text) and (not is_journal(text) or bool(GROUP.search(text)))


def _begin_with_authors(segments: list[str], found: Reference) -> bool:
    if len(segments) == 1 and found.volume:
        return False
    is_group = len(segments) > 2 and is_journal(segments[0]) and GROUP.search(segments[0])
    return bool(is_group) or _are_authors(segments[0])


def _is_placed(found: Reference) -> bool:
    has_place = found.volume or found.label != IssueLabel() or found.pages.kind != "unpaginated"
    return bool(has_place or found.date or found.ahead_of_print)


def _segments(text: str) -> list[str]:
    """Authors, title, journal; the words of an abbreviation with stops are put together again."""
    quoted = re.sub(r"[.,]?[”\"][.,]?\s", ". ", text.replace("“", " "))
    pieces = [piece.strip(" .") for piece in re.split(r"(?<=[^\s])[.?!]\s+", quoted)]
    pieces = [piece for piece in pieces if piece]
    joined: list[str] = []
    for piece in reversed(pieces):
        is_word = " " not in piece and piece[:1].isupper() and len(piece) <= 10
        if joined and is_word and is_journal(joined[-1]) and len(pieces) > 2:
            joined[-1] = f"{piece} {joined[-1]}"
        else:
            joined.append(piece)
    return joined[::-1]


def is_journal(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= LONGEST_JOURNAL and all(JOURNAL_WORD.fullmatch(word) for word in words)


def _are_authors(text: str) -> bool:
    byline = parse_byline(text)
    people = [name for name in byline.names if not name.is_group]
    return bool(people) or byline.is_cut


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()].rstrip()} {text[match.end() :].lstrip(' .;,')}".strip()


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(iter(reversed(list(pattern.finditer(text)))), None)


def _normal(normalise: Callable[[str], str], value: str) -> str:
    try:
        return normalise(value)
    except IdentifierError:
        return ""


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.read(text) if text else None
    except DateError:
        return None


def _pages(text: str, *, article_number: bool = False) -> Pages:
    try:
        return parse_pages(text, article_number=article_number)
    except PagesError:
        return Pages("unparsed", raw=text)
