"""The row that goes with a change: there while somebody may not know of it, and then taken over."""

import pytest
from django.db import transaction

from core.models import Untold
from core.pages import tags, untold

pytestmark = pytest.mark.django_db(transaction=True)


class Listener:
    """Another machine: what it heard, and whether it can be reached."""

    def __init__(self):
        self.heard, self.is_reached, self.rows = [], True, []

    def __call__(self, told, _position):
        self.rows.append(Untold.objects.count())
        if self.is_reached:
            self.heard.append(told)
        return self.is_reached


@pytest.fixture
def other(monkeypatch):
    listener = Listener()
    tags.settle()  # what tests before this one rolled back
    monkeypatch.setattr(tags, "_listeners", [listener])
    yield listener
    tags._tags().clear()


def fail():
    raise ZeroDivisionError


def test_row_is_there_until_the_word_is_out(other):
    with transaction.atomic():
        tags.forget("one")
        tags.forget("two")

    assert [sorted(words) for words in other.heard] == [["any", "one", "two"]]
    assert (other.rows, Untold.objects.count()) == ([1], 0)


def test_nobody_to_tell_costs_no_row(monkeypatch):
    monkeypatch.setattr(tags, "_listeners", [])

    with transaction.atomic():
        tags.forget("one")
        assert Untold.objects.count() == 0


def test_row_outlives_a_part_that_was_rolled_back(other):
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            tags.forget("one")
            fail()
        tags.forget("two")

    assert (other.rows, Untold.objects.count()) == ([1], 0)


def test_change_that_was_rolled_back_leaves_no_row(other):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tags.forget("one")
        fail()

    assert Untold.objects.count() == 0


def test_row_stays_where_others_were_not_reached(other):
    other.is_reached = False

    tags.forget("one")

    assert Untold.objects.count() == 1


def test_row_that_was_left_has_everything_forgotten(other):
    Untold.objects.create()
    watcher = untold.Watcher(tags.forget_everything)

    watcher.look(10.0)
    assert other.heard == []
    watcher.look(10.0 + untold.PATIENCE)

    assert other.heard == [frozenset({"*", "any"})]
    assert Untold.objects.count() == 0


def test_row_stays_while_nobody_can_be_told(other):
    Untold.objects.create()
    watcher = untold.Watcher(tags.forget_everything, may_act=lambda: False)

    watcher.look(10.0)
    watcher.look(20.0)

    assert (other.heard, Untold.objects.count()) == ([], 1)


def test_of_two_who_find_a_row_one_speaks(other):
    Untold.objects.create()
    first, second = (untold.Watcher(tags.forget_everything) for _number in range(2))
    for watcher in (first, second):
        watcher.look(10.0)

    first.look(20.0)
    second.look(20.0)

    assert len(other.heard) == 1
