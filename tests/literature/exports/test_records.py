"""Works and issues become records to export."""

import pytest

from literature.exports.records import issns_of, issue_record, one_line, work_record
from literature.models import Issue, Journal, Work


def test_work_goes_out_as_it_is_kept():
    assert work_record(Work(csl={"title": "A"})) == {"title": "A"}


@pytest.mark.parametrize(
    ("values", "note"),
    [
        (
            {"status": "retracted", "status_date": "2010-02-06", "notice_doi": "10.5555/n"},
            "Retracted, February 6, 2010. Notice: https://doi.org/10.5555/n",
        ),
        (
            {"status": "concern", "notice_url": "https://example.org/n"},
            "Expression of concern. Notice: https://example.org/n",
        ),
        ({"status": "corrected", "status_date": "last year"}, "Corrected, last year."),
    ],
)
def test_standing_of_a_work_goes_out_as_a_note(values, note):
    assert work_record(Work(csl={}, **values)) == {"note": note}


def test_issue_goes_out_as_a_thing_with_a_title():
    journal = Journal(title="New England Journal of Medicine", abbr_nlm="N Engl J Med")
    issue = Issue(pk=3, journal=journal, volume="394", issue_label="7", year=2026)

    assert issue_record(issue, pages="625-728") == {
        "id": "issue-3",
        "type": "periodical",
        "title": "New England Journal of Medicine, volume 394, issue 7",
        "container-title": "New England Journal of Medicine",
        "container-title-short": "N Engl J Med",
        "volume": "394",
        "issue": "7",
        "page": "625-728",
        "issued": {"date-parts": [[2026]]},
    }


@pytest.mark.parametrize(
    ("csl", "issns"),
    [
        ({}, []),
        ({"ISSN": "0028-4793"}, ["0028-4793"]),
        ({"ISSN": ["0028-4793", "1533-4406"]}, ["0028-4793", "1533-4406"]),
        ({"ISSN": "0028-4793, 1533-4406"}, ["0028-4793", "1533-4406"]),
        (
            {"ISSN": "0028-4793", "custom": {"ISSN-online": "1533-4406"}},
            ["0028-4793", "1533-4406"],
        ),
    ],
)
def test_issns_found_however_they_are_stated(csl, issns):
    assert issns_of(csl) == issns


def test_text_is_brought_into_one_writable_line():
    assert one_line("a\r\nb\u2028c\x00d \ud800 e") == "a b cd e"
