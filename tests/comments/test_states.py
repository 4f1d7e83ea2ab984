"""The table of states and steps is sound, and its check finds what is not."""

import pytest

from comments.states import EDGES, START, State, Who, defects, may_step, next_states

MODERATOR_STEPS = {
    State.UNCONFIRMED: set(),
    State.CHECKING: set(),
    State.HELD: {State.APPROVED, State.REJECTED, State.SPAM},
    State.PUBLISHED: {State.APPROVED, State.HELD, State.REJECTED, State.SPAM},
    State.APPROVED: {State.HELD, State.REJECTED, State.SPAM},
    State.SPAM: {State.APPROVED, State.REJECTED},
    State.REJECTED: {State.APPROVED, State.SPAM},
    State.WITHDRAWN: set(),
    State.ERASED: set(),
}


@pytest.mark.parametrize("state", State)
def test_moderator_steps_are_those_of_the_table(state):
    assert set(next_states(state, who=Who.MODERATOR)) == MODERATOR_STEPS[state]


@pytest.mark.parametrize("state", [state for state in State if state != State.ERASED])
def test_everything_can_be_erased_by_officer(state):
    assert may_step(state, State.ERASED, who=Who.OFFICER)


@pytest.mark.parametrize("to", State)
def test_nothing_follows_erased(to):
    assert not any(may_step(State.ERASED, to, who=who) for who in Who)


@pytest.mark.parametrize("visible", [State.PUBLISHED, State.APPROVED])
def test_visible_comment_is_never_checked_again(visible):
    assert not any(may_step(visible, State.CHECKING, who=who) for who in Who)


@pytest.mark.parametrize(
    ("edge", "who", "defect"),
    [
        ((State.HELD, State.HELD), {Who.SYSTEM}, "held, held: a step must lead somewhere else"),
        ((State.HELD, State.SPAM), set(), "held, spam: nobody may take it"),
        ((State.ERASED, State.HELD), {Who.WRITER}, "erased: nothing may follow erased"),
    ],
)
def test_table_with_a_bad_edge_is_found(edge, who, defect):
    assert defects({**EDGES, edge: frozenset(who)}) == [defect]


def test_table_with_an_orphan_is_found():
    edges = {pair: who for pair, who in EDGES.items() if pair[1] != State.SPAM}

    assert defects(edges) == ["spam: cannot be reached"]


def test_a_comment_starts_by_being_checked():
    assert START == State.CHECKING
