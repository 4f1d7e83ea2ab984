"""A study that does not stand in the issue it is cited with is reported with the facts."""

from types import SimpleNamespace

import pytest

from literature.consistency import issue_mismatches
from literature.models import Issue, Journal, Work

NEJM = Journal(pk=1, title="New England Journal of Medicine")
LANCET = Journal(pk=2, title="The Lancet")
ISSUE = Issue(journal=NEJM, volume="394", issue_label="7", year=2026)


def cited(issue=ISSUE, pages="625-728"):
    return SimpleNamespace(issue=issue, pages_raw=pages)


def work(**values):
    place = {"journal": NEJM, "volume": "394", "issue_label": "7", "pages_raw": "630-640"}
    return Work(title="A trial", title_plain="A trial", **(place | values))


@pytest.mark.parametrize(
    ("values", "differs"),
    [
        ({"issue_label": "5", "pages_raw": "442-450"}, ("issue", "pages")),
        ({"issue_label": "5", "pages_raw": ""}, ("issue",)),
        ({"pages_raw": "442-450"}, ("pages",)),
        ({"pages_raw": "700-730"}, ("pages",)),
        ({"volume": "393", "pages_raw": "630-640"}, ("volume",)),
        ({"issue_label": "7 Suppl 1"}, ("issue",)),
    ],
)
def test_work_elsewhere_reported(values, differs):
    (found,) = issue_mismatches([work(**values)], [cited()])

    assert (found.code, found.differs) == ("W-ISSUE-MISMATCH", differs)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"issue_label": "", "pages_raw": ""},
        {"volume": "", "issue_label": "", "pages_raw": "442-450"},
        {"pages_raw": "e124"},
        {"pages_raw": "S20-S42"},
        {"pages_raw": "iii-v"},
        {"journal": LANCET, "issue_label": "5"},
        {"journal": None, "issue_label": "5"},
    ],
)
def test_work_that_fits_or_cannot_be_compared_not_reported(values):
    assert issue_mismatches([work(**values)], [cited()]) == []


def test_combined_issue_fits_however_it_is_written():
    issue = Issue(journal=NEJM, volume="394", issue_label="3/4")

    assert issue_mismatches([work(issue_label="3–4")], [cited(issue, "")]) == []


def test_pages_of_the_issue_itself_count_when_none_are_cited():
    issue = Issue(journal=NEJM, volume="394", issue_label="7", pages_raw="625-728")

    (found,) = issue_mismatches([work(pages_raw="442-450")], [cited(issue, "")])

    assert found.issue_pages == "625-728"


def test_work_that_fits_one_of_two_cited_issues_not_reported():
    other = Issue(journal=NEJM, volume="394", issue_label="5")

    assert issue_mismatches([work(issue_label="5")], [cited(), cited(other, "")]) == []


def test_mismatch_says_both_places():
    (found,) = issue_mismatches([work(issue_label="5", pages_raw="442-50")], [cited()])

    assert found.message == (
        "“A trial” stands in volume 394, issue 5, pages 442–450, "
        "not in the cited volume 394, issue 7, pages 625–728."
    )
