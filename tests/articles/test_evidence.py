"""The evidence card as it is kept: what is read back, and what stays out."""

import pytest

from articles import evidence
from articles.evidence import Card
from tests.factories.literature import WorkFactory

FULL = Card(
    question="Who could see better?",
    design="randomised_trial",
    arm_a="Tenecteplase",
    reached_a=8,
    total_a=40,
    arm_b="Aspirin",
    reached_b=9,
    total_b=38,
    measure="points",
    difference="−3.7",
    low="-22.0",
    high="14.7",
)


def test_card_is_read_back_as_it_was_kept():
    assert Card.load(FULL.dump()) == FULL


def test_empty_card_is_kept_as_nothing():
    assert Card().dump() == ""
    assert Card.load("") == Card()


@pytest.mark.parametrize(
    "text",
    ["[]", "{", "null", '{"size": "many"}', '{"design": "magic"}', '{"low": "x"}', '{"a":1}'],
)
def test_what_is_no_card_is_left_out(text):
    assert Card.load(text) == Card()


def test_interval_takes_in_no_effect():
    assert FULL.crosses_null
    assert not Card(measure="points", difference="5", low="1", high="9").crosses_null
    assert Card(measure="ratio", difference="0.9", low="0.7", high="1.1").crosses_null


@pytest.mark.django_db
def test_facets_are_the_cards_before_the_works():
    work = WorkFactory(tenecteplase=True)

    assert evidence.facets(Card(subject="animals"), work) == {
        "evidence_review": "peer_reviewed",
        "evidence_design": "randomised_trial",
        "evidence_subject": "animals",
    }
