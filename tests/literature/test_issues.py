"""One issue has one row, however its number is written."""

import pytest

from core.errors import Refused
from core.models import AuditEntry
from literature.issues import find_issue, find_or_create_issue, save_issue
from literature.models import Issue
from tests.factories.literature import IssueFactory, JournalFactory

pytestmark = pytest.mark.django_db


def find_or_create(journal, label="7", *, year=2026, volume="394", **more):
    return find_or_create_issue(
        journal, year=year, volume=volume, issue_label=label, by=None, **more
    )


@pytest.mark.parametrize("label", ["3-4", "3/4", "3–4", "3 & 4", "3, 4"])
def test_combined_issue_found_however_it_is_written(label):
    issue = IssueFactory(issue_label="3/4")

    assert find_or_create(issue.journal, label) == issue


@pytest.mark.parametrize(
    ("label", "supplement"), [("12 Suppl 7", ""), ("12", "7"), ("12 suppl. 7", "7")]
)
def test_supplement_found_however_it_is_given(label, supplement):
    issue = IssueFactory(issue_label="12", supplement="7")

    assert find_or_create(issue.journal, label, supplement=supplement) == issue


def test_issue_made_once():
    journal = JournalFactory()

    first, second = find_or_create(journal), find_or_create(journal)

    assert first == second
    assert AuditEntry.objects.filter(act="issue.add").count() == 1


@pytest.mark.parametrize(
    ("stored", "asked", "is_found"),
    [(2026, 2026, True), (2026, 2025, True), (2026, None, True), (2026, 2020, False)],
)
def test_issue_of_a_known_volume_may_be_a_year_off(stored, asked, is_found):
    issue = IssueFactory(year=stored, issue_label="7")

    found = find_issue(issue.journal, year=asked, volume="394", issue_label="7")

    assert (found == issue) is is_found


def test_issue_without_volume_needs_its_year():
    issue = IssueFactory(volume="", issue_label="1", year=2023)

    assert find_issue(issue.journal, year=2023, volume="", issue_label="1") == issue
    assert find_issue(issue.journal, year=2022, volume="", issue_label="1") is None


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"issue_label": "7"}, "394/7"),
        ({"issue_label": "5/6"}, "394/5-6"),
        ({"issue_label": "12", "supplement": "7"}, "394/12-suppl-7"),
        ({"issue_label": "15_suppl"}, "394/15-suppl"),
        ({"issue_label": "", "volume": "32", "part": "3"}, "32/part-3"),
        ({"issue_label": "1", "volume": "", "year": 2023}, "2023/1"),
        ({"issue_label": ""}, "394/all"),
        ({"issue_label": "Spec No"}, "394/spec-no"),
    ],
)
def test_issue_has_an_address(values, path):
    issue = IssueFactory(journal__slug="nejm", **values)

    assert issue.path == path
    assert issue.get_absolute_url() == f"/journals/nejm/{path}/"


def test_issues_of_two_years_with_the_same_numbers_have_two_addresses():
    journal = JournalFactory()

    old = IssueFactory(journal=journal, year=1950, volume="1", issue_label="1")
    new = IssueFactory(journal=journal, year=2000, volume="1", issue_label="1")

    assert [old.path, new.path] == ["1/1", "1/1-2000"]


def test_issue_keeps_its_address_when_saved_again():
    issue = IssueFactory(issue_label="7")

    save_issue(issue, by=None)

    assert issue.path == "394/7"


@pytest.mark.parametrize(
    ("values", "field", "reason"),
    [
        ({"pages_raw": "728-625"}, "pages_raw", "run backwards"),
        ({"cover_date": "12/2/26"}, "cover_date", "not a date"),
        ({"doi": "10.12"}, "doi", "not a DOI"),
        ({"volume": "", "issue_label": "", "year": None}, "volume", "a volume, a number or a year"),
    ],
)
def test_issue_refused_with_field_and_reason(values, field, reason):
    with pytest.raises(Refused, match=reason) as refused:
        IssueFactory(**values)

    assert refused.value.field == field
    assert not Issue.objects.exists()


def test_same_issue_twice_refused():
    issue = IssueFactory(issue_label="3/4")

    with pytest.raises(Refused, match="already in the library"):
        IssueFactory(journal=issue.journal, issue_label="3-4")


def test_issue_named_in_words():
    issue = IssueFactory(journal__nejm=True, issue_label="7")

    assert issue.long_name == "New England Journal of Medicine, volume 394, issue 7"
    assert str(issue) == "N Engl J Med 2026;394(7)"
