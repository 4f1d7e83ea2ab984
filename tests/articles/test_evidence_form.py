"""The card on the desk: what is refused, and why."""

import pytest

from articles.evidence import Card
from articles.evidence_form import EvidenceForm


def form(**typed):
    return EvidenceForm({f"evidence-{name}": value for name, value in typed.items()}, Card())


def test_nothing_need_be_filled_in():
    assert form().is_valid()
    assert form().card == Card()


def test_typed_values_become_a_card():
    typed = form(design="cohort", size="1200", difference="−3,7", follow_up=" 5 years ")

    assert typed.card == Card(design="cohort", size=1200, difference="−3,7", follow_up="5 years")


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"difference": "a few"}, "difference", "Write a number, such as −3.7."),
        ({"low": "NaN"}, "low", "Write a number, such as −3.7."),
        ({"low": "2", "high": "1"}, "low", "The interval begins above its end."),
        (
            {"low": "1", "high": "2", "difference": "3"},
            "difference",
            "The difference lies outside its interval.",
        ),
        (
            {"reached_a": "5", "total_a": "4"},
            "reached_a",
            "More reached it than were in the group.",
        ),
        (
            {"registration": "NCT123"},
            "registration",
            "“NCT123” is not a trial number: it is NCT and eight digits.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(typed, field, said):
    assert form(**typed).errors == {field: [said]}


def test_trial_number_is_kept_in_its_normal_form():
    assert form(registration=" nct04368728 ").card.registration == "NCT04368728"
