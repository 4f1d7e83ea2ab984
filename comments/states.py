"""The states of a comment and the ways between them, as data. Knows no row and no request.

The table is checked when this module is imported: one start, every state reachable, every
edge names who may take it, nothing leads out of the end.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    UNCONFIRMED = "unconfirmed", _("waits for the writer’s confirmation")
    CHECKING = "checking", _("being checked")
    HELD = "held", _("held")
    PUBLISHED = "published", _("published, not yet read")
    APPROVED = "approved", _("approved")
    SPAM = "spam", _("spam")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn by its writer")
    ERASED = "erased", _("erased")


class Who(StrEnum):
    """On whose behalf a step is taken."""

    SYSTEM = "system"
    WRITER = "writer"
    STAFF = "staff"
    MODERATOR = "moderator"
    OFFICER = "officer"


# A comment begins in the first of these, unless the site asks for a confirmed address.
START = State.CHECKING
STARTS = frozenset({State.CHECKING, State.UNCONFIRMED})
END = State.ERASED

# What readers see.
VISIBLE = frozenset({State.PUBLISHED, State.APPROVED})

# What the site itself may forget after a time.
_FORGOTTEN = (State.UNCONFIRMED, State.SPAM, State.REJECTED, State.WITHDRAWN)

_S, _W, _M = Who.SYSTEM, Who.WRITER, Who.MODERATOR

EDGES: dict[tuple[State, State], frozenset[Who]] = {
    (State.UNCONFIRMED, State.CHECKING): frozenset({_W}),
    (State.UNCONFIRMED, State.WITHDRAWN): frozenset({_W}),
    (State.CHECKING, State.PUBLISHED): frozenset({_S}),
    (State.CHECKING, State.HELD): frozenset({_S}),
    (State.CHECKING, State.SPAM): frozenset({_S}),
    (State.CHECKING, State.APPROVED): frozenset({Who.STAFF}),
    (State.HELD, State.APPROVED): frozenset({_M}),
    (State.HELD, State.REJECTED): frozenset({_M}),
    (State.HELD, State.SPAM): frozenset({_M}),
    (State.HELD, State.WITHDRAWN): frozenset({_W}),
    (State.PUBLISHED, State.APPROVED): frozenset({_M}),
    (State.PUBLISHED, State.HELD): frozenset({_S, _M}),
    (State.PUBLISHED, State.REJECTED): frozenset({_M}),
    (State.PUBLISHED, State.SPAM): frozenset({_M}),
    (State.PUBLISHED, State.WITHDRAWN): frozenset({_W}),
    (State.APPROVED, State.HELD): frozenset({_S, _M}),
    (State.APPROVED, State.REJECTED): frozenset({_M}),
    (State.APPROVED, State.SPAM): frozenset({_M}),
    (State.APPROVED, State.WITHDRAWN): frozenset({_W}),
    (State.SPAM, State.APPROVED): frozenset({_M}),
    (State.SPAM, State.REJECTED): frozenset({_M}),
    (State.REJECTED, State.APPROVED): frozenset({_M}),
    (State.REJECTED, State.SPAM): frozenset({_M}),
    **{(state, END): frozenset({_W, Who.OFFICER}) for state in State if state != END},
    # What nobody will ever read again is forgotten on schedule.
    **{(state, END): frozenset({_W, _S, Who.OFFICER}) for state in _FORGOTTEN},
}


def may_step(from_state: str, to_state: str, *, who: Who) -> bool:
    """Whether ``who`` may take a comment from one state to the other."""
    return who in EDGES.get((State(from_state), State(to_state)), frozenset())


def next_states(from_state: str, *, who: Who) -> list[State]:
    """The states ``who`` may take a comment to, in the order of the table."""
    return [to for (start, to), allowed in EDGES.items() if start == from_state and who in allowed]


def defects(edges: dict[tuple[State, State], frozenset[Who]]) -> list[str]:
    """What is wrong with a table of edges; empty when it is sound."""
    return [
        *(f"{start}, {to}: a step must lead somewhere else" for start, to in edges if start == to),
        *(f"{start}, {to}: nobody may take it" for (start, to), who in edges.items() if not who),
        *(f"{start}: nothing may follow {END}" for start, _to in edges if start == END),
        *(f"{state}: cannot be reached" for state in set(State) - _reachable(edges)),
    ]


def _reachable(edges: Iterable[tuple[State, State]]) -> set[State]:
    pairs = list(edges)
    found: set[State] = set(STARTS)
    while True:
        more = {to for start, to in pairs if start in found} - found
        if not more:
            return found
        found |= more


if found := defects(EDGES):
    raise AssertionError("; ".join(sorted(found)))
