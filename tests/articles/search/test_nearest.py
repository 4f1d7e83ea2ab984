"""What is shown where no story has all the words: the same on both databases."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import jobs
from articles.search.nearest import Measure, nearest
from articles.search.query import Query, phrases_of
from articles.search_documents import token
from tests.factories.articles import EditionFactory
from tests.factories.literature import WorkFactory
from tests.factories.taxonomy import SectionFactory

pytestmark = pytest.mark.django_db


def near(typed, **options):
    return nearest(Query(phrases_of(typed), **options), at=timezone.now())


def stories(result):
    return [hit.edition_id for hit in result.found.hits]


def meant(typed):
    return near(typed).meant


@pytest.fixture
def nap(indexed):
    story = EditionFactory(live=True, headline="A nap on the night bus")
    EditionFactory(live=True, headline="Cold coffee")
    EditionFactory(scheduled=True, headline="A bus driver who slept, a nap, coffee")
    indexed()
    return story


@pytest.mark.parametrize(
    ("typed", "measure"),
    [
        ("why would a nap be on the bus", Measure.MOST),
        ("nap night bus driver", Measure.MOST),
        ("driver night nap bus", Measure.MOST),
        ("nap while driving", Measure.SOME),
        ("sleeping driver nap depot", Measure.SOME),
    ],
)
def test_story_with_more_of_the_words_is_nearer(typed, measure, nap):
    found = near(typed)

    assert (found.measure, stories(found)) == (measure, [nap.pk])


def test_story_with_most_words_is_shown_without_those_with_one(nap):
    assert stories(near("cold bus")) != [nap.pk]
    assert stories(near("nap night bus cold")) == [nap.pk]


def test_nothing_is_near_where_only_hidden_stories_are(nap):
    found = near("slept driver unobtainium")

    assert (found.measure, stories(found)) == (Measure.NONE, [])


def test_misspelt_word_is_put_right_if_that_finds_something(indexed):
    EditionFactory(live=True, headline="Tenecteplase for the retina")
    EditionFactory(scheduled=True, headline="Canary")
    indexed()

    assert meant("tenectaplase retina") == "tenecteplase retina"
    assert meant("retina") == ""
    assert meant("canery") == ""
    assert meant("xylophone") == ""


def test_misspelt_word_counts_among_most(indexed):
    story = EditionFactory(live=True, headline="Tenecteplase for the retina")
    EditionFactory(live=True, headline="A retina at rest")
    indexed()

    found = near("tenectaplase retina unobtainium")

    assert (found.measure, stories(found)) == (Measure.MOST, [story.pk])


def test_word_that_stands_in_texts_alone_is_looked_for_as_it_is(indexed):
    story = EditionFactory(live=True, headline="Inertia", body_source="<p>A potato, they say.</p>")
    EditionFactory(live=True, headline="The potassium of apples")
    indexed()

    found = near("the potato of inertia unobtainium")

    assert (found.measure, stories(found)) == (Measure.MOST, [story.pk])


def test_choice_holds_for_what_is_near(nap, indexed):
    section = SectionFactory()
    other = EditionFactory(live=True, section=section, headline="The nap of cloth")
    indexed()

    found = near("nap night bus driver", tokens=((token("section", str(section.pk)),),))

    assert (found.measure, stories(found)) == (Measure.SOME, [other.pk])


def test_quoted_phrase_stays_whole(nap):
    assert stories(near('"night nap" bus')) == [nap.pk]
    assert near('"night nap" "nap bus"').measure is Measure.NONE


@pytest.mark.parametrize(
    ("typed", "most"), [("unobtainium", 1), ("the bus unobtainium was kold", 3), ("w " * 40, 1)]
)
def test_nearest_costs_three_queries_at_most(typed, most, nap, django_assert_max_num_queries):
    with django_assert_max_num_queries(most):
        near(typed)


def test_twelve_words_are_no_strain(nap):
    words = "nap night bus cold coffee sleep driver chair depot timer kettle lamp"

    assert nap.pk in stories(near(words))


def test_word_of_a_story_to_come_changes_nothing(indexed):
    EditionFactory(live=True, headline="Tenecteplase dissolves a clot")
    indexed()
    before = near("tenectaplase")

    EditionFactory(scheduled=True, headline="Tenectaplase was a slip of the pen")
    WorkFactory(title="Tenectaplase in a work that nobody has cited")
    indexed()

    after = near("tenectaplase")
    assert (stories(after), after.measure, after.meant) == (
        stories(before),
        Measure.MEANT,
        "tenecteplase",
    )


def test_words_of_a_story_that_went_live_by_the_clock_are_learnt(indexed, time_machine):
    EditionFactory(scheduled=True, headline="Tenecteplase dissolves a clot")
    indexed()
    assert near("tenectaplase").meant == ""

    jobs.learn_words(timezone.now() + timedelta(hours=1, minutes=5))
    time_machine.move_to(timezone.now() + timedelta(hours=1, minutes=5))

    assert near("tenectaplase").meant == "tenecteplase"
