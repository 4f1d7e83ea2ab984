"""Knows what comes next for an edition and a person: the one button, and the sentence beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from articles import permissions, readiness, standing
from articles.models import Edition
from core.models import User

State = Edition.State


@dataclass(frozen=True)
class Button:
    """A named button and what pressing it does, said before."""

    name: str
    label: str
    sentence: str = ""


@dataclass(frozen=True)
class NextStep:
    """The heading, the sentence, the primary button and further ones; ``asks`` names inputs."""

    heading: str
    sentence: str = ""
    primary: Button | None = None
    others: list[Button] = field(default_factory=list)
    asks: tuple[str, ...] = ()
    may_schedule: bool = False


@dataclass(frozen=True)
class Situation:
    """What the next step depends on: the edition, the person, the clock and what readers see."""

    edition: Edition
    person: User
    at: datetime
    live: Edition | None = None
    waiting: Edition | None = None
    report: readiness.Report | None = None
    reviewers: tuple[User, ...] = ()

    @property
    def key(self) -> str:
        return standing.key_of(self.edition, self.at) if self.edition.pk else State.DRAFT

    @property
    def is_overtaken(self) -> bool:
        """Whether readers see another edition than the one this hotfix was made for."""
        base = self.edition.hotfix_of_id
        if base is None or self.live is None or self.edition.is_frozen:
            return False
        return self.live.pk != base and permissions.may_hotfix(self.person, self.edition)

    @property
    def readers_see(self) -> str:
        if self.live is None:
            return _("Nobody outside the desk sees it.")
        return _("Readers go on seeing edition %d.") % self.live.number


def next_step(case: Situation) -> NextStep:
    """What this person can do next with this edition; always at least a sentence."""
    if case.edition.pk and not permissions.may_edit(case.person, case.edition):
        return NextStep(_("You can read this story"), _only_read(case))
    step = _STEPS[case.key](case)
    if case.is_overtaken:
        step.others.append(
            Button(
                "_bring_up",
                _("Bring the hotfix up to edition %d") % (case.live.number if case.live else 0),
                _("What changed for readers since is carried into it; your changes stay."),
            )
        )
    return step


def _only_read(case: Situation) -> str:
    names = _names(case.reviewers)
    return _("%s can change it.") % names if names else _("Editors can change it.")


def _names(people: tuple[User, ...]) -> str:
    return get_text_list([person.short_name for person in people], _("and"))


def _submit(case: Situation) -> NextStep:
    reviewer = case.edition.reviewer if case.edition.pk else None
    label = _("Save and send to review")
    if case.key == State.CHANGES_ASKED and reviewer is not None:
        label = _("Save and send back to %s") % reviewer.short_name
    sentence = _("It then waits for the reviewer. %s You can still edit.") % case.readers_see
    return NextStep(
        _("Next: a second pair of eyes"),
        primary=Button("_submit", label, sentence),
        asks=("reviewer", "review_due", "note"),
    )


def _in_review(case: Situation) -> NextStep:
    reviewer = case.edition.reviewer.short_name if case.edition.reviewer else _("The reviewer")
    back = Button(
        "_take_back",
        _("Take it back"),
        _("%s does not have to read it any more. The story is a draft again.") % reviewer,
    )
    if permissions.may_approve(case.person, case.edition):
        return NextStep(
            _("Next: your decision"),
            primary=Button("_approve", _("Approve"), _("Nothing is published by this.")),
            others=[
                Button(
                    "_ask_changes",
                    _("Ask for changes"),
                    _("The story goes back to its writer with your note."),
                )
            ],
            asks=("note",),
        )
    heading = _("Next: approval by %s") % reviewer
    sentence = ""
    if permissions.may_review(case.person, case.edition):
        sentence = _("You wrote this, so somebody else approves it.")
        others = tuple(who for who in case.reviewers if who.pk != case.person.pk)
        if others:
            sentence += " " + _("%s can.") % _names(others)
    return NextStep(heading, sentence, primary=back)


def _approved(case: Situation) -> NextStep:
    reopen = Button(
        "_reopen", _("Back to draft"), _("The approval is taken back. %s") % case.readers_see
    )
    if not permissions.may_publish(case.person, case.edition):
        return NextStep(
            _("Next: publication"),
            _("It is approved. A publisher puts it live; saving a change takes the approval back."),
            others=[reopen],
        )
    blocking = case.report.blocking if case.report else []
    if blocking:
        return NextStep(_("Next: publication"), _blocked(blocking), others=[reopen])
    is_held = case.edition.article.is_embargoed(case.at) and case.edition.hotfix_of_id is None
    if is_held:
        return NextStep(
            _("Next: publication"), primary=_at_the_lift(case), others=[reopen], may_schedule=True
        )
    return NextStep(
        _("Next: publication"),
        primary=Button(
            "_publish", _("Publish now"), _("Readers see it within seconds, under this address.")
        ),
        others=[reopen],
        may_schedule=True,
    )


def _at_the_lift(case: Situation) -> Button:
    until = case.edition.article.embargoed_until
    moment = standing.when(until) if until else ""
    sentence = _(
        "That is when the embargo lifts. It goes live by the clock, also if nobody is here."
    )
    return Button("_publish_at_lift", _("Schedule for %s") % moment, sentence)


def _blocked(blocking: list[readiness.Finding]) -> str:
    if len(blocking) == 1:
        return _("One finding blocks publishing: %s") % blocking[0].message
    return _("%d findings block publishing. They stand below.") % len(blocking)


def _scheduled(case: Situation) -> NextStep:
    moment = standing.when(case.edition.live_from) if case.edition.live_from else ""
    if not permissions.may_publish(case.person, case.edition):
        sentence = _("It goes live on %s by the clock. A publisher can take it back until then.")
        return NextStep(_("Next: the clock"), sentence % moment)
    sentence = _("Nothing goes live on %s. The story is approved again.") % moment
    return NextStep(
        _("Next: the clock"),
        _("It goes live on %s, also if nobody is here.") % moment,
        primary=Button("_unschedule", _("Take it off the schedule"), sentence),
        others=[] if case.waiting else [_open_next(case)],
    )


def _live(case: Situation) -> NextStep:
    if case.waiting is not None:
        return NextStep(
            _("Next: draft %d") % case.waiting.number,
            _("Draft %d is open already. Changes belong there.") % case.waiting.number,
        )
    return NextStep(_("Next: correct or update"), primary=_open_next(case))


def _open_next(case: Situation) -> Button:
    sentence = _("Opens a new draft with what stands here. Readers see it once it is published.")
    return Button("_continue", _("Correct or update"), sentence)


def _superseded(case: Situation) -> NextStep:
    if case.waiting is not None:
        return _live(case)
    sentence = _("Opens a new draft with what stands here. Nothing that readers see changes.")
    return NextStep(
        _("Next: an older edition"),
        primary=Button("_continue", _("Restore edition %d") % case.edition.number, sentence),
    )


def _withdrawn(case: Situation) -> NextStep:
    return NextStep(
        _("Withdrawn"), _("Readers find the reason in its place. It cannot be published again.")
    )


_STEPS = {
    State.DRAFT: _submit,
    State.CHANGES_ASKED: _submit,
    State.IN_REVIEW: _in_review,
    State.APPROVED: _approved,
    "scheduled": _scheduled,
    "live": _live,
    "superseded": _superseded,
    "withdrawn": _withdrawn,
}
