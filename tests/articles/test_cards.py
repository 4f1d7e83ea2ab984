"""Stories as they stand in lists."""

import pytest

from articles.cards import cards, signed_cards
from articles.models import Citation, Edition
from tests.factories.articles import BylineFactory, CitationFactory, EditionFactory, PersonFactory
from tests.factories.literature import IssueFactory, WorkFactory

pytestmark = pytest.mark.django_db


def test_cards_keep_the_order_of_the_stories():
    stories = EditionFactory.create_batch(3)

    assert [card.story for card in cards(stories[::-1])] == stories[::-1]


def test_card_knows_what_its_story_reports_on_and_not_what_it_leans_on():
    story = EditionFactory()
    CitationFactory(edition=story, work=WorkFactory(), relation=Citation.Relation.BACKGROUND)
    subject = CitationFactory(edition=story, work=WorkFactory())

    (card,) = cards([story])

    assert list(card.citations) == [subject]


def test_card_without_a_source_says_so_in_the_place_of_the_call_number():
    (card,) = cards([EditionFactory(kind=Edition.Kind.EXPLAINER)])

    assert card.source is None
    assert (card.call.journal, card.call.in_list) == ("No source", ["Explainer"])


def test_card_of_a_retracted_source():
    story = EditionFactory()
    CitationFactory(edition=story, work=WorkFactory(retracted=True))

    assert cards([story])[0].is_retracted


def test_signed_card_names_the_writers():
    story = EditionFactory()
    BylineFactory(edition=story, person=PersonFactory(name="Wren Hale"))

    (card,) = signed_cards(list(Edition.objects.with_bylines()))

    assert card.writers == "Wren Hale"


def test_cards_cost_one_query_whatever_their_sources(django_assert_num_queries):
    stories = EditionFactory.create_batch(3)
    CitationFactory(edition=stories[0], work=WorkFactory(tenecteplase=True))
    CitationFactory(edition=stories[1], issue=IssueFactory())

    with django_assert_num_queries(1):
        sources = [(card.call.journal, card.source is None) for card in cards(stories)]

    assert [is_none for _journal, is_none in sources] == [False, False, True]
