"""Call numbers of works and issues."""

import pytest

from articles import call_numbers
from articles.call_numbers import CallNumber
from literature.dates import PartialDate
from literature.models import Work
from tests.factories.literature import IssueFactory, WorkFactory

pytestmark = pytest.mark.django_db


def test_call_number_of_a_paper():
    call = call_numbers.call_of_work(WorkFactory(tenecteplase=True))

    assert call == CallNumber("N Engl J Med", "394", ("no. 5", "442–450"), "29 Jan 2026")


def test_call_number_of_a_preprint_has_the_year_and_the_rest_of_its_number():
    work = WorkFactory(
        preprint=True,
        journal__abbr_nlm="medRxiv",
        doi_display="10.1101/2020.06.22.20137273",
        posted="2020-06-22",
    )

    call = call_numbers.call_of_work(work)

    assert (call.journal, call.volume) == ("medRxiv", "2020")
    assert call.place == ("06.22.", "20137273")
    assert call.in_list == ["06.22.", "20137273", "Preprint"]


def test_call_number_of_a_report_without_a_journal_names_its_publisher():
    work = WorkFactory(journal=None, publisher="Invented Agency", kind=Work.Kind.REPORT)

    call = call_numbers.call_of_work(work)

    assert (call.journal, call.volume, call.on_plate) == ("Invented Agency", "2026", [])


@pytest.mark.parametrize(
    ("given", "pages"), [("625-728", "625–728"), ("", "600–728"), ("630-640", "630–640")]
)
def test_call_number_of_an_issue(given, pages):
    issue = IssueFactory(
        journal__nejm=True, issue_label="7", pages_raw="600-728", cover_date="2026-02-12"
    )

    call = call_numbers.call_of_issue(issue, given)

    assert call == CallNumber("N Engl J Med", "394", ("no. 7", pages), "12 Feb 2026")


@pytest.mark.parametrize(
    ("label", "words"),
    [("7", "no. 7"), ("12 Suppl 7", "no. 12 Suppl 7"), ("Suppl 1", "Suppl 1"), ("", "")],
)
def test_number_of_an_issue_in_words(label, words):
    assert call_numbers.number_words(label) == words


@pytest.mark.parametrize(("volume", "is_long"), [("394", False), ("2026", True), ("", False)])
def test_long_volume(volume, is_long):
    assert CallNumber("Nature", volume).is_long is is_long


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"review_status": "peer_reviewed"}, "reviewed"),
        ({"review_status": "peer_reviewed", "status": "corrected"}, "reviewed"),
        ({"review_status": "peer_reviewed", "status": "concern"}, "concern"),
        ({"review_status": "peer_reviewed", "status": "retracted"}, "retracted"),
        ({"review_status": "preprint", "status": "withdrawn"}, "retracted"),
        ({"review_status": "preprint"}, "preprint"),
        ({"kind": "preprint"}, "preprint"),
        ({"review_status": "unknown"}, "plain"),
        ({"review_status": "conference_abstract"}, "plain"),
    ],
)
def test_state_of_a_work(fields, state):
    assert call_numbers.state_of(Work(**fields)) == state


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("2026-01-29", "29 Jan 2026"),
        ("2026-01", "January 2026"),
        ("2026", "2026"),
        ("2026-01-29/2026-02-03", "29 January–3 February 2026"),
    ],
)
def test_date_for_the_shelf(stored, shown):
    assert call_numbers.brief(PartialDate.parse(stored)) == shown


@pytest.mark.parametrize(
    ("words", "lowered"),
    [
        ("Cohort study", "cohort study"),
        ("Mendelian randomization", "Mendelian randomization"),
        ("MRI in adults", "MRI in adults"),
        ("", ""),
    ],
)
def test_first_letter(words, lowered):
    assert call_numbers.lower_first(words) == lowered
