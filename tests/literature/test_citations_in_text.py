"""References in prose are found with the place where they stand."""

import sys

import pytest

from literature.citations_in_text import find_references

SEED = "New England Journal of Medicine (Volume 394, Issue 7, pages 625-728)"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"All of it stands in the {SEED}, we read.", [SEED]),
        (f"In The {SEED}.", [f"The {SEED}"]),
        (f"The {SEED} has it.", [SEED]),
        ("A trial (N Engl J Med 2026;394:442-50) was small.", ["N Engl J Med 2026;394:442-50"]),
        ("Reported in PLoS Med 2(8):e124 (2005) first.", ["PLoS Med 2(8):e124 (2005)"]),
        ("See Science 387, eadx1234 (2025).", ["Science 387, eadx1234 (2025)"]),
        ("See doi:10.1056/NEJMoa2508515, and more.", ["doi:10.1056/NEJMoa2508515"]),
        (
            "Two: https://doi.org/10.1136/bmj.n71, 10.1038/171737a0.",
            ["https://doi.org/10.1136/bmj.n71", "10.1038/171737a0"],
        ),
        ("On medRxiv 2020.06.22.20137273v1 now.", ["medRxiv 2020.06.22.20137273v1"]),
        ("Transformers (arXiv:1706.03762v7 [cs.CL]).", ["arXiv:1706.03762v7 [cs.CL]"]),
        (
            "In Chest 2012;141(2 Suppl):e419S-e496S. PMID: 33301246; PMCID: PMC7745181.",
            ["Chest 2012;141(2 Suppl):e419S-e496S. PMID: 33301246; PMCID: PMC7745181"],
        ),
    ],
)
def test_reference_found_where_it_stands(text, found):
    results = find_references(text)

    assert [result.text for result in results] == found
    assert [text[result.start : result.end] for result in results] == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "In 2020 we ate 5, 10 apples.",
        "Table 3 (2): 5-6 shows it, and Phase 3 (2), 15-20 too.",
        "It opened on May 22, 2020 (2020).",
        "The vote was 12:30 on Monday; 2019: a bad year.",
        "He paid 10.50/kg.",
    ],
)
def test_prose_without_references_has_none(text):
    assert find_references(text) == []


def test_found_reference_is_read():
    (found,) = find_references(f"All of it stands in the {SEED}.")

    assert found.reference.target == "issue"
    assert found.reference.journal == "New England Journal of Medicine"
    assert (found.reference.volume, found.reference.label.issue) == ("394", "7")
    assert found.reference.pages.full() == "625-728"


def calls(act):
    """How many functions are called while something is done: work, whatever the machine's speed."""
    count = 0

    def on_event(_frame, event, _argument):
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(on_event)
    try:
        act()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "Nature (Volume 1, Issue 2, pages 3-4) ",
        "doi:10.1234/))))) ",
        "10.1234/" + ")" * 40,
        "A B C D E F G H I J K (",
        "N Engl J Med 2026;394(",
        "2026;(2026;(",
        "1-2, 3-4, ",
        "PMID: ",
        "Jan-Feb 2026 ",
    ],
)
def test_work_grows_with_the_length_of_the_text_and_no_faster(piece):
    once, twice = (calls(lambda n=n: find_references(piece * n)) for n in (200, 400))

    assert twice < 2.3 * once + 100
