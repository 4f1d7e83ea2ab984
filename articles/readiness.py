"""Knows what an edition still lacks before readers should see it.

A finding blocks publishing or asks a question; it names the field where it is settled.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from lxml import html as lxml_html

from articles.models import Citation, Edition
from core.errors import Refused
from literature.consistency import issue_mismatches
from literature.models import Work
from media.models import Image

BLOCKS = "blocks"
ASKS = "asks"
LONGEST_HEADLINE = 110
LONGEST_STANDFIRST = 300

Kind = Edition.Kind
Relation = Citation.Relation
NEEDS_SOURCE = {Kind.NEWS, Kind.EXPLAINER, Kind.ANALYSIS, Kind.REVIEW}


@dataclass(frozen=True)
class Finding:
    """One thing to settle. ``field`` is the form's, ``key`` the citation's, if any."""

    level: str
    message: str
    field: str
    key: str = ""

    @property
    def blocks(self) -> bool:
        return self.level == BLOCKS


@dataclass(frozen=True)
class Report:
    """All findings of an edition, those that block first, and how many checks found nothing."""

    findings: list[Finding]
    passed: int

    @property
    def blocking(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.blocks]

    @property
    def asking(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.blocks]

    def about(self, key: str) -> list[Finding]:
        return [finding for finding in self.findings if finding.key == key]


@dataclass(frozen=True)
class _Case:
    """What the checks look at, read once."""

    edition: Edition
    citations: Sequence[Citation]
    has_byline: bool
    figures: Sequence[tuple[str, str]]
    images: dict[int, Image]


Check = Callable[[_Case], list[Finding]]


def report(edition: Edition) -> Report:
    """Look at a saved edition with its rows; at most three queries."""
    case = _read(edition)
    found = [(check, check(case)) for check in CHECKS]
    findings = [finding for _check, some in found for finding in some]
    return Report(
        findings=sorted(findings, key=lambda finding: not finding.blocks),
        passed=sum(1 for _check, some in found if not some),
    )


def check(edition: Edition) -> None:
    """Raise ``Refused`` with the first finding that blocks publishing."""
    blocking = report(edition).blocking
    if blocking:
        raise Refused(
            _("Nothing is published yet. %s") % blocking[0].message, field=blocking[0].field
        )


def _read(edition: Edition) -> _Case:
    figures = _figures(edition.body_source)
    numbers = [int(number) for number, _alt in figures if number]
    return _Case(
        edition=edition,
        citations=list(edition.citations.select_related("work__journal", "issue__journal")),
        has_byline=edition.bylines.exists(),
        figures=figures,
        images=Image.objects.in_bulk(numbers) if numbers else {},
    )


def _figures(source: str) -> list[tuple[str, str]]:
    """The pictures in a text, each as its number in the library and its alternative text."""
    if "<img" not in source:
        return []
    root = lxml_html.fragment_fromstring(source, create_parent="div")
    found = []
    for image in root.iter("img"):
        figure = next(image.iterancestors("figure"), None)
        number = figure.get("data-image", "") if figure is not None else ""
        found.append((number, (image.get("alt") or "").strip()))
    return found


def _body(case: _Case) -> list[Finding]:
    if case.edition.body_text.strip():
        return []
    return [Finding(BLOCKS, _("The story has no text."), "body_source")]


def _standfirst(case: _Case) -> list[Finding]:
    if not case.edition.standfirst.strip():
        return [Finding(BLOCKS, _("The standfirst is empty."), "standfirst")]
    if len(case.edition.standfirst) > LONGEST_STANDFIRST:
        message = _("The standfirst is longer than %d characters.") % LONGEST_STANDFIRST
        return [Finding(ASKS, message, "standfirst")]
    return []


def _headline(case: _Case) -> list[Finding]:
    if len(case.edition.headline) <= LONGEST_HEADLINE:
        return []
    message = _("The headline is longer than %d characters.") % LONGEST_HEADLINE
    return [Finding(ASKS, message, "headline")]


def _bylines(case: _Case) -> list[Finding]:
    return [] if case.has_byline else [Finding(ASKS, _("Nobody stands in the byline."), "bylines")]


def _lead_picture(case: _Case) -> list[Finding]:
    image = case.edition.lead_image
    if image is None:
        return [Finding(ASKS, _("The story has no lead picture."), "lead_image")]
    if not image.alt and not image.is_decorative:
        return [Finding(BLOCKS, _("The lead picture has no alt text."), "lead_image")]
    return []


def _credit(case: _Case) -> list[Finding]:
    image = case.edition.lead_image
    if image is None or image.credit:
        return []
    return [Finding(ASKS, _("The lead picture has no credit."), "lead_image")]


def _pictures_in_text(case: _Case) -> list[Finding]:
    silent = [
        number
        for number, alt in case.figures
        if not alt and not (number and _is_decorative(case, int(number)))
    ]
    if not silent:
        return []
    return [Finding(BLOCKS, _("A picture in the text has no alt text."), "body_source")]


def _is_decorative(case: _Case, number: int) -> bool:
    image = case.images.get(number)
    return image is not None and image.is_decorative


def _sources(case: _Case) -> list[Finding]:
    if case.citations or case.edition.kind not in NEEDS_SOURCE:
        return []
    return [Finding(ASKS, _("The story cites nothing."), "citations")]


def _marks(case: _Case) -> list[Finding]:
    unmentioned = [
        row
        for row in case.citations
        if row.key not in case.edition.body_source and not row.is_subject
    ]
    return [
        Finding(
            ASKS, _("Citation %d is not mentioned in the text.") % row.number, "citations", row.key
        )
        for row in unmentioned
        if row.relation != Relation.FURTHER_READING
    ]


def _retractions(case: _Case) -> list[Finding]:
    findings = []
    says_so = "retract" in case.edition.body_text.lower()
    for row in case.citations:
        if row.work is None or not row.work.is_retracted:
            continue
        if row.relation == Relation.RETRACTION_NOTICE:
            continue
        message = _("Citation %d was retracted. Say so in the text, or cite it as retracted.")
        findings.append(
            Finding(ASKS if says_so else BLOCKS, message % row.number, "citations", row.key)
        )
    return findings


def _concerns(case: _Case) -> list[Finding]:
    return [
        Finding(
            ASKS,
            _("Citation %d has an expression of concern. Say so in the text.") % row.number,
            "citations",
            row.key,
        )
        for row in case.citations
        if row.work is not None and row.work.status == Work.Status.CONCERN
    ]


def _issue_mismatch(case: _Case) -> list[Finding]:
    """W-ISSUE-MISMATCH: a study stands elsewhere than in the issue it is cited with."""
    works = [row for row in case.citations if row.work is not None and row.is_subject]
    issues = [row for row in case.citations if row.issue is not None]
    keys = {row.work_id: row.key for row in works}
    return [
        Finding(ASKS, found.message, "citations", keys.get(found.work.pk, ""))
        for found in issue_mismatches([row.work for row in works if row.work], issues)
    ]


CHECKS: tuple[Check, ...] = (
    _body,
    _standfirst,
    _headline,
    _bylines,
    _lead_picture,
    _credit,
    _pictures_in_text,
    _sources,
    _marks,
    _retractions,
    _concerns,
    _issue_mismatch,
)
