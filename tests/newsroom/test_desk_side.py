"""Calls and stories to look at again: for whom, until when, at which cost."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from articles import notes
from newsroom.desk_side import SHOWN, calls, look_again
from newsroom.desk_sources import Look
from tests.factories.articles import EditionFactory, EmbargoFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 2, 12, 14, 41, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def wren():
    return UserFactory(username="wren", writer=True)


@pytest.fixture
def edda():
    return UserFactory(username="edda", first_name="Edda", editor=True)


@pytest.fixture
def story():
    return EditionFactory(headline="Sight").article


def test_call_shows_until_it_is_read(story, wren, edda):
    notes.add_note(story, by=edda, text="@wren look")
    look = Look(wren, NOW)

    (call,) = calls(look).items
    notes.read_notes(story, by=wren)

    assert (call.headline, call.who, call.text) == ("Sight", "Edda", "@wren look")
    assert calls(look).items == []


def test_call_to_a_story_that_came_under_embargo_is_hidden(story, wren, edda):
    notes.add_note(story, by=edda, text="@wren look")
    EmbargoFactory(articles=[story])

    assert calls(Look(wren, NOW)).items == []


def test_story_is_looked_at_again_from_its_day_on(story, wren, edda):
    notes.remind(story, TODAY, by=edda, reason="Trial ends")
    notes.remind(story, TODAY + timedelta(days=1), by=edda, reason="Paper is out")

    assert [one.reason for one in look_again(Look(wren, NOW)).items] == ["Trial ends"]


def test_reminder_of_an_embargoed_story_is_hidden_from_others(story, wren, edda):
    notes.remind(story, TODAY, by=edda, reason="Trial ends")
    EmbargoFactory(articles=[story])

    assert look_again(Look(wren, NOW)).items == []
    assert len(look_again(Look(edda, NOW)).items) == 1


def test_blocks_end_and_cost_one_query_each(wren, edda, django_assert_num_queries):
    for _one in range(SHOWN + 1):
        story = EditionFactory().article
        notes.remind(story, TODAY, by=edda, reason="Trial ends")
        notes.add_note(story, by=edda, text="@wren look")
    look = Look(wren, NOW)
    wren.get_all_permissions()

    with django_assert_num_queries(2):
        blocks = [calls(look), look_again(look)]

    assert [(len(one.items), one.has_more) for one in blocks] == [(SHOWN, True)] * 2


def test_desk_shows_both(client, story, wren, edda):
    notes.add_note(story, by=edda, text="@wren look")
    notes.remind(story, TODAY, by=edda, reason="Trial ends")
    client.force_login(wren)

    html = client.get(reverse("admin:index")).content.decode()

    assert "You are called" in html
    assert "Trial ends" in html
