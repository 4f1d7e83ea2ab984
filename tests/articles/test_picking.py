"""Choosing what stands beside a story: only what readers see, never over somebody's choice."""

import pytest
from django.utils import timezone

from articles import picking
from articles.models import RelatedPick
from articles.related import SHOWN
from core.errors import Refused, Stale
from core.models import AuditEntry
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edda():
    return UserFactory(username="edda", editor=True)


@pytest.fixture
def story():
    return EditionFactory(live=True).article


def pick(story, *others, by, seen=()):
    picking.pick(story, others, by=by, seen=seen, at=timezone.now())


def live(number=1):
    return [one.article for one in EditionFactory.create_batch(number, live=True)]


def test_choice_is_kept_in_its_order_and_logged(story, edda):
    first, second = live(2)

    pick(story, second, first, by=edda)

    assert picking.picked(story) == [second, first]
    assert AuditEntry.objects.get().act == "article.pick_related"


def test_choice_may_be_taken_back(story, edda):
    (other,) = live()
    pick(story, other, by=edda)

    pick(story, by=edda, seen=[other.pk])

    assert picking.picked(story) == []


@pytest.mark.parametrize("trait", ["approved", "scheduled", "superseded", "withdrawn"])
def test_story_that_readers_cannot_see_is_refused(story, edda, trait):
    with pytest.raises(Refused, match="readers can see"):
        pick(story, EditionFactory(**{trait: True}).article, by=edda)


def test_chosen_story_that_was_withdrawn_does_not_stand_in_the_way(story, edda):
    hidden = EditionFactory(withdrawn=True).article
    RelatedPick.objects.create(article=story, other=hidden)
    (other,) = live()

    pick(story, hidden, other, by=edda, seen=[hidden.pk])

    assert picking.picked(story) == [hidden, other]


def test_choice_of_somebody_else_is_not_overwritten(story, edda):
    first, second = live(2)
    pick(story, first, by=UserFactory(publisher=True))

    with pytest.raises(Stale):
        pick(story, second, by=edda, seen=[])

    assert picking.picked(story) == [first]


@pytest.mark.parametrize("which", ["itself", "twice", "too many"])
def test_choice_that_makes_no_sense_is_refused(story, edda, which):
    some = live(SHOWN + 1)
    chosen = {"itself": [story], "twice": [some[0], some[0]], "too many": some}[which]

    with pytest.raises(Refused):
        pick(story, *chosen, by=edda)


def test_stranger_chooses_nothing(story):
    with pytest.raises(Refused):
        pick(story, *live(), by=UserFactory(username="sam"))


def test_name_of_a_chosen_story_is_the_one_readers_saw_last():
    seen = EditionFactory(superseded=True, headline="As it was")
    EditionFactory(article=seen.article, scheduled=True, headline="As it will be")

    names = picking.shown_names([seen.article], at=timezone.now())

    assert names[seen.article_id].headline == "As it was"
