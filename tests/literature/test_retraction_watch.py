"""Retraction Watch's table: streamed, matched, reported row by row."""

import tracemalloc
from datetime import UTC, datetime

import pytest

from core.errors import Refused
from literature.retraction_watch import import_table
from tests.factories.literature import WorkFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, tzinfo=UTC)
HEAD = (
    "Record ID,Title,Journal,RetractionDate,RetractionDOI,RetractionPubMedID,"
    "OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason\n"
)


def line(doi="10.5555/A.1", nature="Retraction", pmid="0", date="6/13/2025 0:00", notice="10.5/x"):
    return f'7,"A title, with a comma",J,{date},{notice},0,{doi},{pmid},{nature},+Data;+Fraud;\n'


def test_row_of_ours_is_recorded_with_its_reason():
    work = WorkFactory(doi_display="10.5555/a.1")

    report = import_table([HEAD, line(), line(doi="10.5555/other")], at=AT)

    notice = work.notices.get()
    assert (report.rows, report.matched, report.notices) == (2, 1, [notice])
    assert (notice.noticed_on, notice.reason) == ("2025-06-13", "Data; Fraud")
    assert (notice.sources, notice.holds) == (["retraction_watch"], False)


def test_row_is_found_by_pubmed_number():
    work = WorkFactory(pmid="77")

    import_table([HEAD, line(doi="unavailable", pmid="77", nature="Expression of concern")], at=AT)

    assert work.notices.get().kind == "concern"


def test_repeated_import_adds_nothing():
    WorkFactory(doi_display="10.5555/a.1")

    import_table([HEAD, line()], at=AT)

    assert import_table([HEAD, line()], at=AT).notices == []


def test_bad_rows_are_reported_with_their_line():
    WorkFactory(doi_display="10.5555/a.1")
    rows = [HEAD, "7,short\n", line(nature="Gossip"), line(date="99/99/2025")]

    report = import_table(rows, at=AT)

    assert report.unread == 2
    assert report.faults[0].startswith("Line 2:")
    assert "“Gossip” is no kind of notice" in report.faults[1]
    assert report.notices[0].noticed_on == "2025"


@pytest.mark.parametrize("lines", [[], ["a,b\n"], ["\x00\n"], ["<html>\n"]])
def test_another_file_is_refused(lines):
    with pytest.raises(Refused, match="not Retraction Watch’s table"):
        import_table(lines, at=AT)


def test_large_table_is_streamed():
    tracemalloc.start()
    import_table((HEAD, *(line(doi="10.5555/none") for _n in range(3))), at=AT)
    lines = (HEAD if n == 0 else line(doi=f"10.5555/n.{n}") for n in range(20_000))

    tracemalloc.reset_peak()
    report = import_table(lines, at=AT)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert report.rows == 19_999
    assert peak < 5_000_000
