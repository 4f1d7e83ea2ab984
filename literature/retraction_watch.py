"""Reads Retraction Watch's table of retractions as a second source, row by row.

Crossref publishes it daily (gitlab.com/crossref/retraction-watch-data); it is free to use when
Retraction Watch is named. The whole table is far larger than what stories cite, so each row is
only looked up among the works of the library.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from core.errors import Refused
from literature import retractions
from literature.dates import DateError, PartialDate
from literature.models import RetractionNotice, Work
from literature.sources.description import Report, doi_key

SOURCE = "retraction_watch"
NEEDED = ("Record ID", "OriginalPaperDOI", "RetractionNature")
KINDS = {
    "retraction": RetractionNotice.Kind.RETRACTION,
    "expression of concern": RetractionNotice.Kind.CONCERN,
    "correction": RetractionNotice.Kind.CORRECTION,
    "reinstatement": RetractionNotice.Kind.REINSTATEMENT,
}
NUMBER = re.compile(r"[1-9][0-9]{0,7}")
FAULTS_SHOWN = 50


@dataclass
class ImportReport:
    """What became of a table: rows read, works of ours among them, notices new or stronger."""

    rows: int = 0
    matched: int = 0
    notices: list[RetractionNotice] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unread: int = 0

    def fault(self, line: int, why: str) -> None:
        self.unread += 1
        if len(self.faults) < FAULTS_SHOWN:
            self.faults.append(_("Line %(line)d: %(why)s") % {"line": line, "why": why})


def import_table(lines: Iterable[str], *, at: datetime) -> ImportReport:
    """Record what the table says of works in the library; the table is never held whole.

    Raises Refused when it is not Retraction Watch's table. A row that cannot be read is reported
    with its line, and the others are taken all the same.
    """
    report = ImportReport()
    by_doi, by_pmid = _known()
    for line, row in _rows(lines, report):
        report.rows += 1
        doi, pmid = doi_key(row.get("OriginalPaperDOI")), _pmid(row.get("OriginalPaperPubMedID"))
        number = by_doi.get(doi) or by_pmid.get(pmid)
        if number is None:
            continue
        kind = KINDS.get((row.get("RetractionNature") or "").strip().lower())
        if kind is None:
            why = _("“%s” is no kind of notice we know.") % row.get("RetractionNature")
            report.fault(line, why)
            continue
        report.matched += 1
        work = Work.objects.get(pk=number)
        report.notices += retractions.record(work, [_report(row, kind)], at=at)
    return report


def _rows(lines: Iterable[str], report: ImportReport) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(lines)
    try:
        names = reader.fieldnames or []
    except csv.Error:
        names = []
    if not set(NEEDED) <= set(names):
        raise Refused(
            _("This is not Retraction Watch’s table: the columns %s are missing.")
            % ", ".join(name for name in NEEDED if name not in names),
            field="table",
        )
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            report.fault(reader.line_num, str(error))
            continue
        if None in row or not row.get("RetractionNature"):
            report.fault(reader.line_num, _("the row has too few or too many cells."))
            continue
        yield reader.line_num, row


def _known() -> tuple[dict[str, int], dict[str, int]]:
    rows = Work.objects.exclude(doi="", pmid="").values_list("pk", "doi", "pmid").iterator()
    by_doi: dict[str, int] = {}
    by_pmid: dict[str, int] = {}
    for number, doi, pmid in rows:
        if doi:
            by_doi[doi] = number
        if pmid:
            by_pmid[pmid] = number
    return by_doi, by_pmid


def _pmid(stated: str | None) -> str:
    bare = (stated or "").strip()
    return bare if NUMBER.fullmatch(bare, 0) else ""


def _report(row: dict[str, str], kind: str) -> Report:
    reasons = [one.strip().lstrip("+") for one in (row.get("Reason") or "").split(";")]
    return Report(
        kind,
        SOURCE,
        notice_doi=doi_key(row.get("RetractionDOI")),
        notice_pmid=_pmid(row.get("RetractionPubMedID")),
        date=_date(row.get("RetractionDate")),
        reason="; ".join(filter(None, reasons)),
        record=(row.get("Record ID") or "").strip()[:20],
    )


def _date(stated: str | None) -> str:
    # 6/13/2025 0:00: month, day, year.
    found = re.match(r"(\d{1,2})/(\d{1,2})/(\d{4})", stated or "")
    if not found:
        return ""
    try:
        return str(PartialDate(int(found[3]), int(found[1]), int(found[2])))
    except DateError:
        return found[3]
