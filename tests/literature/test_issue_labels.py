"""Issue numbers are read as printed and compared in one form."""

import pytest

from literature.issue_labels import issue_key, parse_issue_label


@pytest.mark.parametrize(
    ("printed", "issue", "supplement", "part"),
    [
        ("7", "7", "", ""),
        ("9103", "9103", "", ""),
        ("XII", "XII", "", ""),
        ("Spec No", "Spec No", "", ""),
        ("3/4", "3/4", "", ""),
        ("Suppl 1", "", "1", ""),
        ("Suppl. 1", "", "1", ""),
        ("12 Suppl 7", "12", "7", ""),
        ("(12 Suppl 7)", "12", "7", ""),
        ("15_suppl", "15", "suppl", ""),
        ("2 Suppl", "2", "suppl", ""),
        ("5 Supplement A", "5", "A", ""),
        ("S2", "", "2", ""),
        ("Suppl_1", "", "1", ""),
        ("Pt 3", "", "", "3"),
        ("4 Pt 2", "4", "", "2"),
        ("Issues", "Issues", "", ""),
        ("", "", "", ""),
    ],
)
def test_issue_label_split(printed, issue, supplement, part):
    label = parse_issue_label(printed)

    assert (label.issue, label.supplement, label.part) == (issue, supplement, part)


@pytest.mark.parametrize("label", ["3-4", "3/4", "3–4", "3 & 4", "3, 4", "3 and 4", " 3 - 4 "])
def test_combined_issues_compare_equal(label):
    assert issue_key(label) == "3-4"


def test_issue_key_ignores_capitals():
    assert issue_key("Spec No") == issue_key("spec no")


@pytest.mark.parametrize(
    ("label", "numbers"), [("3-4", [3, 4]), ("7", [7]), ("Spec No", []), ("", [])]
)
def test_numbers_of_a_combined_issue(label, numbers):
    assert parse_issue_label(label).numbers == numbers


@pytest.mark.parametrize(
    ("printed", "written"),
    [("12 suppl. 7", "12 Suppl 7"), ("15_suppl", "15 Suppl"), ("3/4", "3-4"), ("pt 3", "Pt 3")],
)
def test_issue_label_written(printed, written):
    assert parse_issue_label(printed).written() == written
