"""What the styles need to know of a work or an issue, read once from its CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from literature.dates import MONTHS, MONTHS_SHORT, SEASONS, PartialDate
from literature.identifiers import doi_url
from literature.issue_labels import IssueLabel, parse_issue_label
from literature.names import Name
from literature.pages import Pages, PagesError, parse_pages
from literature.runs import Run, merged, plain, title_runs

# The prefixes under which bioRxiv and medRxiv post.
SERVER_PREFIXES = ("10.1101/", "10.64898/")


@dataclass(frozen=True)
class Source:
    """A cited thing, its parts in the shape the styles ask for."""

    kind: str = ""
    authors: tuple[Name, ...] = ()
    title: tuple[Run, ...] = ()
    journal: str = ""
    abbreviation: str = ""
    iso4: str = ""
    publisher: str = ""
    volume: str = ""
    label: IssueLabel = field(default_factory=IssueLabel)
    pages: Pages = field(default_factory=lambda: Pages("unpaginated"))
    date: PartialDate | None = None
    online: PartialDate | None = None
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    url: str = ""
    number: str = ""
    genre: str = ""

    @classmethod
    def from_csl(cls, csl: dict[str, Any]) -> Source:
        """Read CSL-JSON; what is missing or malformed is left empty."""
        journal = _text(csl, "container-title")
        short = _text(csl, "container-title-short") or _text(csl, "journalAbbreviation") or journal
        custom = csl.get("custom") if isinstance(csl.get("custom"), dict) else {}
        return cls(
            kind=_text(csl, "type"),
            authors=tuple(Name.from_csl(name) for name in csl.get("author") or []),
            title=tuple(title_runs(_text(csl, "title"))),
            journal=journal,
            abbreviation=short.replace(".", ""),
            iso4=(custom or {}).get("container-title-iso4") or iso4_title(short, journal),
            publisher=_text(csl, "publisher"),
            volume=_text(csl, "volume"),
            label=parse_issue_label(_text(csl, "issue")),
            pages=_pages(csl),
            date=PartialDate.from_csl(csl.get("issued")),
            online=PartialDate.from_csl(csl.get("available-date")),
            doi=_text(csl, "DOI"),
            pmid=_text(csl, "PMID"),
            pmcid=_text(csl, "PMCID"),
            url=_text(csl, "URL"),
            number=_text(csl, "number"),
            genre=_text(csl, "genre"),
        )

    @property
    def is_preprint(self) -> bool:
        return self.genre.lower() == "preprint"

    @property
    def server(self) -> str:
        return self.publisher or self.journal

    @property
    def is_ahead_of_print(self) -> bool:
        """Out online, without volume, number and pages so far."""
        placed = self.volume or self.label != IssueLabel() or self.has_pages
        return bool(self.journal and not placed and (self.online or (self.date and self.doi)))

    @property
    def has_pages(self) -> bool:
        return self.pages.kind not in {"unpaginated", "pii"}

    @property
    def shown_date(self) -> PartialDate | None:
        return self.date or self.online

    @property
    def year(self) -> str:
        return year_words(self.shown_date)

    @property
    def doi_url(self) -> str:
        return doi_url(self.doi) if self.doi else ""

    @property
    def link(self) -> str:
        return self.doi_url or self.url

    @property
    def preprint_number(self) -> str:
        """The number a server knows the preprint by, where it can be told."""
        if self.number:
            return self.number
        is_numbered = self.doi.startswith(SERVER_PREFIXES)
        return self.doi.split("/", 1)[1] if is_numbered else ""


class Line:
    """A reference being written: adds runs, and stops without doubling a full stop."""

    def __init__(self) -> None:
        self.runs: list[Run] = []

    def add(self, text: str, *, italic: bool = False, bold: bool = False, href: str = "") -> Line:
        self.runs.append(Run(text, italic=italic, bold=bold, href=href))
        return self

    def extend(self, runs: list[Run] | tuple[Run, ...]) -> Line:
        self.runs.extend(runs)
        return self

    def stop(self, mark: str = ".") -> Line:
        """End a part: a stop, unless the text ends with one already, and not after nothing."""
        written = plain(self.runs).rstrip()
        if written and not re.search(r"[.?!]['\"”’]?$", written):
            self.add(mark)
        return self

    def space(self) -> Line:
        return self.add(" ") if self.runs and not plain(self.runs).endswith(" ") else self

    def finished(self) -> list[Run]:
        return merged(self.runs)


def iso4_title(short: str, full: str) -> str:
    """Put ISO 4's stops into an abbreviation: a word the full title lacks has been cut short."""
    whole = set(re.findall(r"\w+", full.casefold()))
    words = short.replace(".", "").split()
    if len(words) < 2 or not full:
        return short
    return " ".join(word if word.casefold() in whole else f"{word}." for word in words)


def listed(
    names: tuple[Name, ...], form: Callable[[Name], str], *, most: int, shown: int
) -> tuple[list[tuple[str, Name]], bool]:
    """The names to print with their written form, and whether "et al." follows."""
    is_cut = len(names) > most
    kept = names[:shown] if is_cut else names
    return [(form(name), name) for name in kept], is_cut


def vancouver_authors(names: tuple[Name, ...], *, most: int, shown: int) -> str:
    """Names as AMA, NLM and NEJM list them; a group is set off by a semicolon."""
    kept, is_cut = listed(names, Name.vancouver, most=most, shown=shown)
    text = ""
    for place, (written, name) in enumerate(kept):
        beside_group = name.is_group or (place > 0 and kept[place - 1][1].is_group)
        text += (("; " if beside_group else ", ") if place else "") + written
    return f"{text}, et al" if is_cut else text


def year_words(date: PartialDate | None) -> str:
    if date is None:
        return ""
    end = date.end.year if date.end and date.end.year != date.year else None
    return f"{date.year}-{end}" if end else str(date.year)


def month_day_year(date: PartialDate | None) -> str:
    """July 17, 2020; July 2020; 2020."""
    if date is None:
        return ""
    day_and_month = month_day(date)
    joint = ", " if date.day else " "
    return f"{day_and_month}{joint}{date.year}" if day_and_month else str(date.year)


def month_day(date: PartialDate | None) -> str:
    """June 22; June; Spring; March–April. Always in English, as the references are."""
    if date is None:
        return ""
    start = _month_day(date)
    if date.end and date.end.year == date.year and not date.day:
        return f"{start}–{_month_day(date.end)}"
    return start


def nlm_date(date: PartialDate | None) -> str:
    """2020 Dec 31; 2025 Mar-Apr; 1998 Dec-1999 Jan; 1998 Spring."""
    if date is None:
        return ""
    start = _nlm_date(date)
    if not date.end:
        return start
    end = _nlm_date(date.end)
    return f"{start}-{end.removeprefix(f'{date.year} ')}" if start != end else start


def _month_day(date: PartialDate) -> str:
    if date.season:
        return SEASONS[date.season]
    return f"{MONTHS[date.month or 0]} {date.day or ''}".strip()


def _nlm_date(date: PartialDate) -> str:
    month = SEASONS[date.season] if date.season else MONTHS_SHORT[date.month or 0]
    return " ".join(filter(None, [str(date.year), month, str(date.day or "")]))


def _pages(csl: dict[str, Any]) -> Pages:
    printed = _text(csl, "page")
    number = "" if printed or csl.get("genre") else _text(csl, "number")
    try:
        return parse_pages(printed or number, article_number=bool(number))
    except PagesError:
        return Pages("unparsed", raw=printed)


def _text(csl: dict[str, Any], key: str) -> str:
    value = csl.get(key)
    if isinstance(value, list):  # Crossref gives titles as lists
        value = value[0] if value else ""
    return " ".join(str(value).split()) if value not in (None, "") else ""
