"""The states of an edition before publication, and the steps between them, as data.

What comes after approval is not a state but a place in time; see ``publishing``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import permissions
from articles.models import Edition
from core import audit
from core.errors import Refused, Stale
from core.models import User
from core.pages.watch import exactly

State = Edition.State


@dataclass(frozen=True)
class Step:
    """An edge: from where to where, who may go it, and its name on a button and in the log."""

    name: str
    sources: frozenset[str]
    target: str
    may: Callable[[User, Edition], bool]
    label: str | Promise
    needs_reviewer: bool = False
    needs_note: bool = False


STEPS = {
    step.name: step
    for step in (
        Step(
            "submit",
            frozenset({State.DRAFT, State.CHANGES_ASKED}),
            State.IN_REVIEW,
            permissions.may_submit,
            gettext_lazy("Save and send to review"),
            needs_reviewer=True,
        ),
        Step(
            "take_back",
            frozenset({State.IN_REVIEW}),
            State.DRAFT,
            permissions.may_submit,
            gettext_lazy("Take it back"),
        ),
        Step(
            "ask_changes",
            frozenset({State.IN_REVIEW}),
            State.CHANGES_ASKED,
            permissions.may_review,
            gettext_lazy("Ask for changes"),
            needs_note=True,
        ),
        Step(
            "approve",
            frozenset({State.IN_REVIEW}),
            State.APPROVED,
            permissions.may_approve,
            gettext_lazy("Approve"),
        ),
        Step(
            "reopen",
            frozenset({State.APPROVED}),
            State.DRAFT,
            permissions.may_submit,
            gettext_lazy("Back to draft"),
        ),
    )
}
START = State.DRAFT


def _check_table() -> None:
    reached = {START} | {step.target for step in STEPS.values()}
    left = {source for step in STEPS.values() for source in step.sources}
    if reached != set(State.values) or not left <= reached:
        message = "the table of steps has an orphan state"
        raise ValueError(message)


_check_table()


def steps_for(user: User, edition: Edition) -> list[Step]:
    """The steps this person may take from here, in the order of the table."""
    if edition.is_frozen:
        return []
    return [
        step for step in STEPS.values() if edition.state in step.sources and step.may(user, edition)
    ]


def transition(
    edition: Edition,
    step_name: str,
    *,
    by: User,
    version: int | None = None,
    note: str = "",
    reviewer: User | None = None,
    due: datetime | None = None,
    at: datetime | None = None,
) -> Edition:
    """Take one step and return the edition in its new state.

    Refuses a step that does not begin here, that the person may not take, or that lacks its
    reviewer or note; ``Stale`` when the edition was saved or moved meanwhile. Then, in one
    transaction: state, reviewer, due date and note are written, and the log.
    """
    step = STEPS[step_name]
    _check(step, edition, by=by, note=note, reviewer=reviewer)
    moment = at or timezone.now()
    values = {"state": step.target, "state_since": moment, "review_note": note}
    if step.name == "submit":
        values |= {"reviewer": reviewer, "review_due": due}
    if step.target == State.APPROVED:
        values["approved_by"] = by
    seen = edition.version if version is None else version
    with transaction.atomic(), exactly():
        rows = Edition.objects.open().filter(pk=edition.pk, state=edition.state, version=seen)
        if rows.update(version=F("version") + 1, **values) == 0:
            raise _stale(edition)
        audit.record(by, f"edition.{step.name}", edition, reason=note, at=moment)
    edition.refresh_from_db()
    return edition


def _check(step: Step, edition: Edition, *, by: User, note: str, reviewer: User | None) -> None:
    if edition.is_frozen or edition.state not in step.sources:
        raise Refused(_("“%s” is not possible from here.") % step.label)
    if step.name == "approve" and permissions.is_author(by, edition):
        raise Refused(_("You wrote this, so somebody else approves it."))
    if not step.may(by, edition):
        raise Refused(_("“%s” is not among your rights.") % step.label)
    if step.needs_note and not note.strip():
        raise Refused(_("Say in a sentence what should change."), field="review_note")
    if step.needs_reviewer and reviewer is None:
        raise Refused(_("Choose who should review it."), field="reviewer")
    if reviewer is not None and not permissions.may_review(reviewer, edition):
        raise Refused(_("%s cannot review stories.") % reviewer, field="reviewer")


def _stale(edition: Edition) -> Stale:
    now = Edition.objects.get(pk=edition.pk)
    return Stale(_("The story was changed meanwhile. Look at it again."), current=now.version)
