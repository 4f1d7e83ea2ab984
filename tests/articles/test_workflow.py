"""Who may take which step from which state."""

import pytest

from articles import workflow
from articles.models import Edition
from core.errors import Refused, Stale
from core.models import AuditEntry
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
State = Edition.State

# Steps offered for the story of somebody else, by role and state.
OFFERED = {
    ("writer", State.DRAFT): ["submit"],
    ("writer", State.IN_REVIEW): ["take_back"],
    ("writer", State.CHANGES_ASKED): ["submit"],
    ("writer", State.APPROVED): ["reopen"],
    ("editor", State.DRAFT): ["submit"],
    ("editor", State.IN_REVIEW): ["take_back", "ask_changes", "approve"],
    ("editor", State.CHANGES_ASKED): ["submit"],
    ("editor", State.APPROVED): ["reopen"],
    ("moderator", State.DRAFT): [],
    ("moderator", State.IN_REVIEW): [],
    ("moderator", State.CHANGES_ASKED): [],
    ("moderator", State.APPROVED): [],
}


@pytest.mark.parametrize(("role", "state"), OFFERED)
def test_steps_for_role_and_state(role, state):
    person = UserFactory(role=role)
    edition = EditionFactory(state=state)

    steps = [step.name for step in workflow.steps_for(person, edition)]

    assert steps == OFFERED[role, state]


ILLEGAL = [
    (name, state)
    for name, step in workflow.STEPS.items()
    for state in State.values
    if state not in step.sources
]


@pytest.mark.parametrize(("name", "state"), ILLEGAL)
def test_step_from_a_state_that_is_not_its_source_is_refused(name, state):
    edition = EditionFactory(state=state)

    with pytest.raises(Refused, match="not possible from here"):
        workflow.transition(edition, name, by=UserFactory(administrator=True), note="x")


def test_submitted_story_names_its_reviewer_and_is_logged():
    wren, edda = UserFactory(writer=True), UserFactory(editor=True)
    edition = EditionFactory(created_by=wren)

    workflow.transition(edition, "submit", by=wren, reviewer=edda, note="Look at table 2.")

    assert (edition.state, edition.reviewer, edition.review_note) == (
        State.IN_REVIEW,
        edda,
        "Look at table 2.",
    )
    assert AuditEntry.objects.get().act == "edition.submit"


def test_own_story_is_not_approved():
    edda = UserFactory(editor=True)
    edition = EditionFactory(in_review=True, created_by=edda)

    with pytest.raises(Refused, match="You wrote this"):
        workflow.transition(edition, "approve", by=edda)


def test_last_hand_on_a_story_does_not_approve_it():
    edda = UserFactory(editor=True)
    edition = EditionFactory(in_review=True, updated_by=edda)

    with pytest.raises(Refused, match="You wrote this"):
        workflow.transition(edition, "approve", by=edda)


def test_submit_without_reviewer_is_refused():
    with pytest.raises(Refused, match="Choose who"):
        workflow.transition(EditionFactory(), "submit", by=UserFactory(writer=True))


def test_submit_to_somebody_who_cannot_review_is_refused():
    wren, other = UserFactory(writer=True), UserFactory(role="writer")

    with pytest.raises(Refused, match="cannot review"):
        workflow.transition(EditionFactory(), "submit", by=wren, reviewer=other)


def test_changes_are_asked_with_a_sentence():
    edition = EditionFactory(in_review=True)

    with pytest.raises(Refused, match="Say in a sentence"):
        workflow.transition(edition, "ask_changes", by=UserFactory(editor=True), note=" ")


def test_step_over_a_newer_version_is_stale():
    edition = EditionFactory(in_review=True)
    Edition.objects.filter(pk=edition.pk).update(version=7)

    with pytest.raises(Stale) as caught:
        workflow.transition(edition, "approve", by=UserFactory(editor=True))

    assert caught.value.current == 7
    edition.refresh_from_db()
    assert edition.state == State.IN_REVIEW


def test_published_edition_takes_no_step():
    edition = EditionFactory(live=True)

    assert workflow.steps_for(UserFactory(administrator=True), edition) == []
