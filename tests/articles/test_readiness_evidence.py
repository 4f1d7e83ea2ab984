"""Words against evidence: what is asked, and what is left in peace."""

import pytest

from articles.evidence import Card
from articles.readiness import evidence
from articles.readiness.findings import read
from tests.factories.articles import CitationFactory, EditionFactory
from tests.factories.literature import WorkFactory

pytestmark = pytest.mark.django_db
UNSURE = Card(measure="points", difference="3", low="-1", high="7")


def asked(check, headline, *, card=None, standfirst="In short.", body="<p>Text.</p>", **work):
    edition = EditionFactory(
        headline=headline,
        standfirst=standfirst,
        body_source=body,
        evidence=(card or Card()).dump(),
    )
    if work:
        CitationFactory(edition=edition, work=WorkFactory(**work))
    return [finding.message for finding in check(read(edition))]


def test_study_in_cells_is_named_up_front():
    assert asked(evidence.subject, "Peptide clears infection", subject="cells") == [
        "The study was done in cells. Say so in the headline or the standfirst."
    ]
    assert asked(evidence.subject, "Peptide kills cancer cells", subject="cells") == []
    assert asked(evidence.subject, "Peptide clears infection", subject="people") == []


def test_kind_of_study_that_cannot_show_causes_is_held_against_the_headline():
    assert asked(evidence.causes, "Coffee prevents stroke", study_design="cohort") == [
        "The headline says “prevents”, but this kind of study cannot show what causes what."
    ]
    assert asked(evidence.causes, "Coffee prevents stroke", study_design="randomised_trial") == []
    assert asked(evidence.causes, "Coffee and stroke", study_design="cohort") == []


def test_interval_with_no_difference_is_held_against_a_claim():
    assert asked(evidence.effect, "Filter cuts sick days", card=UNSURE) == [
        "The headline says “cuts”, but “no difference” lies inside the interval on the card."
    ]
    assert asked(evidence.effect, "Filter does not cut sick days", card=UNSURE) == []
    sure = Card(measure="points", difference="3", low="1", high="7")
    assert asked(evidence.effect, "Filter cuts sick days", card=sure) == []


def test_preprint_that_the_text_does_not_name_is_asked_about():
    assert asked(evidence.review, "A fever", preprint=True) == [
        "The study is a preprint, and the text does not say so."
    ]
    assert asked(evidence.review, "A fever", standfirst="A preprint says.", preprint=True) == []


def test_story_from_a_press_release_alone_is_asked_about():
    assert len(asked(evidence.origin, "A claim", card=Card(origin="release_only"))) == 1
    assert asked(evidence.origin, "A claim", card=Card(origin="paper")) == []


def test_difference_that_does_not_follow_from_the_counts_is_asked_about():
    counts = {"reached_a": 8, "total_a": 40, "reached_b": 9, "total_b": 38, "measure": "points"}

    assert asked(evidence.numbers, "Counts", card=Card(**counts, difference="-3.7")) == []
    assert asked(evidence.numbers, "Counts", card=Card(**counts, difference="3.7")) == [
        "The counts on the evidence card differ by -3.7 points, not by 3.7."
    ]


def test_news_of_a_study_in_people_is_asked_for_its_card():
    study = {"subject": "people", "study_design": "cohort"}

    assert asked(evidence.missing, "Coffee and stroke", **study) == ["The evidence card is empty."]
    assert asked(evidence.missing, "Coffee", card=UNSURE, **study) == []
