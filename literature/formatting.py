"""Writes a reference: CSL-JSON and a style in, runs of text with emphasis out. Knows no HTML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from literature.csl import issue_csl
from literature.models import Issue
from literature.runs import Run, plain
from literature.styles import ama, apa, chicago, nature, nejm, news, nlm
from literature.styles.source import Source


@dataclass(frozen=True)
class Style:
    """A reference style: its name, and how it writes a work and a whole issue."""

    name: str
    work: Callable[[Source], list[Run]]
    issue: Callable[[Source], list[Run]]


STYLES = {
    "ama": Style("AMA 11", ama.work, ama.issue),
    "nlm": Style("NLM (ICMJE)", nlm.work, nlm.issue),
    "apa": Style("APA 7", apa.work, apa.issue),
    "chicago": Style("Chicago 18 author-date", chicago.work, chicago.issue),
    "nature": Style("Nature", nature.work, nature.issue),
    "nejm": Style("NEJM", nejm.work, nejm.issue),
}


def format_work(csl: dict[str, Any], style: str = "") -> list[Run]:
    """Write the reference of one work in a style of STYLES, by default the site's.

    Raises KeyError for a style that is not there.
    """
    return _written(Source.from_csl(csl), style or settings.REFERENCE_STYLE)


def format_in_every_style(csl: dict[str, Any]) -> list[tuple[str, str, list[Run]]]:
    """The reference of one work in all styles, each with the style's name and key."""
    source = Source.from_csl(csl)
    return [(style.name, key, _written(source, key)) for key, style in STYLES.items()]


def _written(source: Source, key: str) -> list[Run]:
    return news.write(source, key) if source.kind == news.KIND else STYLES[key].work(source)


def format_record(csl: dict[str, Any], style: str = "") -> list[Run]:
    """Write the reference of an exported record: a work, a story, or an issue without a title."""
    if csl.get("type") == "periodical":
        return STYLES[style or settings.REFERENCE_STYLE].issue(Source.from_csl(csl))
    return format_work(csl, style)


def format_issue(issue: Issue, style: str = "", *, pages: str = "") -> list[Run]:
    """Write a reference to a whole issue, or to a run of its pages.

    No published style has a rule for an issue without a title; these are the house's forms.
    """
    source = Source.from_csl(issue_csl(issue, pages=pages))
    return STYLES[style or settings.REFERENCE_STYLE].issue(source)


def plain_reference(csl: dict[str, Any], style: str = "") -> str:
    """The reference of a work without any emphasis."""
    return plain(format_work(csl, style))


def issue_in_words(issue: Issue, *, pages: str = "") -> str:
    """An issue as running text names it: Journal (Volume 394, Issue 7, pages 625-728)."""
    source = Source.from_csl(issue_csl(issue, pages=pages))
    pages = source.pages.full()
    parts = [
        f"Volume {source.volume}" if source.volume else "",
        f"Issue {source.label.written()}" if source.label.written() else "",
        source.year if not source.volume else "",
        f"pages {pages}" if pages else "",
    ]
    return f"{source.journal} ({', '.join(filter(None, parts))})"
