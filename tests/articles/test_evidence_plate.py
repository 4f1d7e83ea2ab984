"""What readers see of a card."""

import pytest

from articles.evidence import Card
from articles.evidence_plate import evidence
from tests.articles.test_evidence import FULL
from tests.factories.articles import CitationFactory, EditionFactory
from tests.factories.literature import WorkFactory

pytestmark = pytest.mark.django_db


def page_of(client, **fields):
    story = EditionFactory(live=True, **fields)
    CitationFactory(edition=story, work=WorkFactory(tenecteplase=True))
    return " ".join(client.get(story.get_absolute_url()).content.decode().split())


def test_story_shows_the_numbers_and_the_drawing_in_words(client):
    page = page_of(client, evidence=FULL.dump())

    assert "Who could see better?" in page
    assert 'role="img" aria-label="Tenecteplase: 8 of 40, 20%."' in page
    assert "“No difference” lies inside it, so the study does not show a difference" in page
    assert " style=" not in page


def test_story_without_a_card_shows_none(client):
    assert 'class="evidence"' not in page_of(client)


def test_what_the_card_leaves_open_is_said_by_the_work(client):
    page = page_of(client, evidence=Card(follow_up="30 days").dump())

    assert "Chance decided who got what" in page


def test_markup_in_a_card_is_text(client):
    card = Card(limitations="<script>alert(1)</script>", arm_a='"><b>', question="<i>")

    page = page_of(client, evidence=card.dump())

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_number_of_a_register_leads_there():
    shown = evidence(Card(registration="NCT04368728").dump(), [])

    assert shown.register_url == "https://clinicaltrials.gov/study/NCT04368728"


def test_press_release_is_named():
    shown = evidence(Card(origin="release_only").dump(), [])

    assert [fact.value for fact in shown.facts] == ["From a press release alone"]
