"""Who has a story open: a courtesy with a name and a time."""

from datetime import datetime, timedelta

import pytest

from articles import presence
from core.errors import Refused
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
AT = datetime.fromisoformat("2026-02-12T15:02:00+00:00")


@pytest.fixture
def wren():
    return UserFactory(writer=True)


@pytest.fixture
def edda():
    return UserFactory(editor=True)


@pytest.fixture
def edition():
    return EditionFactory()


def test_the_other_one_is_named_with_the_zone(edition, wren, edda):
    presence.beat(edition, by=wren, at=AT)

    there = presence.others(edition, besides=edda, at=AT)

    assert presence.sentence(there) == "Wren has this open since 10:02 EST."
    assert presence.others(edition, besides=wren, at=AT) == []


def test_who_closed_the_page_is_gone_after_a_minute(edition, wren, edda):
    presence.beat(edition, by=wren, at=AT)

    assert presence.others(edition, besides=edda, at=AT + presence.HERE) == []
    assert presence.sentence([]) == ""


def test_beats_keep_the_beginning_and_a_pause_begins_anew(edition, wren, edda):
    presence.beat(edition, by=wren, at=AT)
    presence.beat(edition, by=wren, at=AT + timedelta(seconds=20))
    assert presence.others(edition, besides=edda, at=AT + timedelta(seconds=30))[0].since == AT

    later = AT + timedelta(hours=1)
    presence.beat(edition, by=wren, at=later)

    assert presence.others(edition, besides=edda, at=later)[0].since == later


def test_take_over_from_somebody_writing_refused(edition, wren, edda):
    presence.beat(edition, by=wren, has_typed=True, at=AT)

    with pytest.raises(Refused, match="Wren is writing"):
        presence.take_over(edition, by=edda, at=AT)


def test_take_over_from_an_idle_window_tells_it(edition, wren, edda):
    for minute in range(11):
        presence.beat(edition, by=wren, at=AT + timedelta(minutes=minute))
    now = AT + timedelta(minutes=10)

    assert presence.take_over(edition, by=edda, at=now) == 1

    assert presence.others(edition, besides=edda, at=now) == []
    assert presence.beat(edition, by=wren, at=now).gave_way_to == edda


def test_take_over_without_the_right_refused(edition):
    with pytest.raises(Refused):
        presence.take_over(edition, by=UserFactory(moderator=True), at=AT)
