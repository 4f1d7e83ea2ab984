"""References in a story's text, offered as citations."""

import pytest

from articles import prose
from tests.factories.literature import IssueFactory, JournalFactory, WorkFactory

pytestmark = pytest.mark.django_db
SEED = "New England Journal of Medicine (Volume 394, Issue 7, pages 625-728)"


@pytest.fixture
def nejm():
    return JournalFactory(nejm=True)


def test_issue_in_words_is_offered_with_the_words_around_it(nejm):
    issue = IssueFactory(journal=nejm, volume="394", issue_label="7")

    (offer,) = prose.offers(f"<p>Two studies stand in the <em>{SEED}</em>, and both are small.</p>")

    assert (offer.before, offer.text, offer.after) == (
        "Two studies stand in the ",
        SEED,
        ", and both are small.",
    )
    assert offer.source == issue
    assert offer.row == {"issue": str(issue.pk), "whole": "1", "pages_raw": "625-728"}


@pytest.mark.parametrize(
    "words",
    ["doi:10.1056/NEJMoa2508515", "N Engl J Med. 2026 Jan 29;394(5):442-450", "PMID: 41234567"],
)
def test_work_is_found_by_its_number_and_by_its_place(nejm, words):
    work = WorkFactory(tenecteplase=True, journal=nejm, pmid="41234567")

    (offer,) = prose.offers(f"<p>The trial ({words}) says so.</p>")

    assert offer.source == work


def test_what_the_library_lacks_is_offered_by_its_parts(nejm):
    (offer,) = prose.offers("<p>As Lancet. 1998;351(9103):637-41 said.</p>")

    assert offer.source is None
    assert offer.row["journal"] == "Lancet"
    assert (offer.row["volume"], offer.row["issue_label"], offer.row["year"]) == (
        "351",
        "9103",
        "1998",
    )


def test_reference_is_offered_once_and_not_when_it_is_cited(nejm):
    work = WorkFactory(tenecteplase=True, journal=nejm)
    text = "<p>doi:10.1056/NEJMoa2508515 and again doi:10.1056/NEJMoa2508515.</p>"

    assert len(prose.offers(text)) == 1
    assert prose.offers(text, works={work.pk}) == []


def test_prose_without_references_offers_nothing():
    assert prose.offers("<p>In 2026, 12 of 34 people came.</p>") == []
    assert prose.row_of("nothing") is None
