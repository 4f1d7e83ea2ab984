"""Dates of publication are kept as precisely as they are known."""

import pytest

from literature.dates import DateError, PartialDate, normalise_date


@pytest.mark.parametrize(
    ("stored", "shown", "sort_key"),
    [
        ("2026", "2026", "2026-00-00"),
        ("2026-01", "January 2026", "2026-01-00"),
        ("2026-01-29", "29 January 2026", "2026-01-29"),
        ("2026-21", "Spring 2026", "2026-03-00"),
        ("2026-24", "Winter 2026", "2026-12-00"),
        ("1950~", "about 1950", "1950-00-00"),
        ("2025-03/2025-04", "March–April 2025", "2025-03-00"),
        ("1998-12/1999-01", "December 1998–January 1999", "1998-12-00"),
        ("2026-01-03/2026-01-05", "3–5 January 2026", "2026-01-03"),
        ("2026-01-30/2026-02-02", "30 January–2 February 2026", "2026-01-30"),
        ("2019/2020", "2019–2020", "2019-00-00"),
    ],
)
def test_date_read_shown_and_sorted(stored, shown, sort_key):
    date = PartialDate.parse(stored)

    assert str(date) == stored
    assert date.display() == shown
    assert date.sort_key == sort_key


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("29 January 2026", "2026-01-29"),
        ("January 29, 2026", "2026-01-29"),
        ("2026 Jan 29", "2026-01-29"),
        ("Sept. 2026", "2026-09"),
        ("2010 Sep-Oct", "2010-09/2010-10"),
        ("2025 Mar–Apr", "2025-03/2025-04"),
        ("2000 Spring", "2000-21"),
        ("Fall 2001", "2001-23"),
        ("1998 Dec-1999 Jan", "1998-12/1999-01"),
        ("Mar 3-5, 2025", "2025-03-03/2025-03-05"),
        ("c. 1950", "1950~"),
        ("2026-01-29", "2026-01-29"),
        ("", ""),
    ],
)
def test_date_as_people_write_it(typed, stored):
    assert normalise_date(typed) == stored


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("2026-13", "no month 13"),
        ("2026-02-30", "February 2026 has no day 30"),
        ("1200", "outside 1500 to 2100"),
        ("29 January", "has no year"),
        ("soon", "not a date we can read"),
        ("-", "no year"),
        ("31 February 2026", "has no day 31"),
        ("2026-05/2026-03", "ends before it begins"),
        ("1/2/2026/", "not a date"),
    ],
)
def test_date_refused_with_the_reason(typed, reason):
    with pytest.raises(DateError, match=reason):
        normalise_date(typed)


@pytest.mark.parametrize(
    ("stored", "csl"),
    [
        ("2026", {"date-parts": [[2026]]}),
        ("2026-01-29", {"date-parts": [[2026, 1, 29]]}),
        ("2025-03/2025-04", {"date-parts": [[2025, 3], [2025, 4]]}),
        ("1998-21", {"date-parts": [[1998]], "season": 1}),
        ("1950~", {"date-parts": [[1950]], "circa": True}),
    ],
)
def test_date_to_csl_and_back(stored, csl):
    assert PartialDate.parse(stored).to_csl() == csl
    assert str(PartialDate.from_csl(csl)) == stored


@pytest.mark.parametrize(
    "csl", [None, {}, {"date-parts": [[None]]}, {"date-parts": [[2026, 99]]}, {"literal": "soon"}]
)
def test_date_absent_from_csl(csl):
    assert PartialDate.from_csl(csl) is None


def test_date_of_crossref_with_text_for_numbers():
    assert str(PartialDate.from_csl({"date-parts": [["2026", "1"]]})) == "2026-01"
