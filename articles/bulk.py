"""The same act for many stories: first what would happen to each, then what did.

What would happen is found by doing it and taking it back, so no guard of the single act can be
missing here. Each story is a transaction of its own; one refusal stops no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from articles import permissions, publishing, standing, workflow
from articles.models import Edition
from core.errors import Refused
from core.models import User

MOST = 100


@dataclass(frozen=True)
class Asked:
    """What an act needs to know once for all stories."""

    moment: datetime | None = None
    reviewer: User | None = None


@dataclass(frozen=True)
class Act:
    """A name, the words on its page and button, who may, what it needs, and how it is done."""

    name: str
    title: str | Promise
    button: str | Promise
    needs: str
    may: Callable[[User, Edition], bool]
    run: Callable[[Edition, User, int, Asked], object]
    says: Callable[[Asked], str]


@dataclass(frozen=True)
class Line:
    """One story: where it stood, and what will happen or happened; or why nothing does."""

    edition: Edition
    before: standing.Standing
    version: int
    said: str = ""
    refusal: str = ""

    @property
    def is_done(self) -> bool:
        return not self.refusal


@dataclass(frozen=True)
class Report:
    """The lines of one act in the order of the selection."""

    act: Act
    lines: list[Line] = field(default_factory=list)

    @property
    def done(self) -> list[Line]:
        return [line for line in self.lines if line.is_done]

    @property
    def left(self) -> list[Line]:
        return [line for line in self.lines if not line.is_done]


def _submit(edition: Edition, by: User, version: int, asked: Asked) -> object:
    return workflow.transition(edition, "submit", by=by, version=version, reviewer=asked.reviewer)


def _approve(edition: Edition, by: User, version: int, asked: Asked) -> object:
    return workflow.transition(edition, "approve", by=by, version=version)


def _publish(edition: Edition, by: User, version: int, asked: Asked) -> object:
    return publishing.publish(edition, by=by, version=version)


def _schedule(edition: Edition, by: User, version: int, asked: Asked) -> object:
    return publishing.publish(edition, by=by, version=version, at=asked.moment)


def _unschedule(edition: Edition, by: User, version: int, asked: Asked) -> object:
    return publishing.unschedule(edition, by=by, version=version)


def _when(asked: Asked) -> str:
    return standing.when(asked.moment) if asked.moment else ""


ACTS = {
    act.name: act
    for act in (
        Act(
            "submit",
            gettext_lazy("Send to review"),
            ngettext_lazy(
                "Send %(count)d story to review", "Send %(count)d stories to review", "count"
            ),
            "reviewer",
            permissions.may_submit,
            _submit,
            lambda asked: _("%s is asked to review it.") % (asked.reviewer or ""),
        ),
        Act(
            "approve",
            gettext_lazy("Approve"),
            ngettext_lazy("Approve %(count)d story", "Approve %(count)d stories", "count"),
            "",
            permissions.may_review,
            _approve,
            lambda _asked: _("It is approved. Nothing is published by this."),
        ),
        Act(
            "publish",
            gettext_lazy("Publish now"),
            ngettext_lazy("Publish %(count)d story", "Publish %(count)d stories", "count"),
            "",
            permissions.may_publish,
            _publish,
            lambda _asked: _("Readers see it within seconds."),
        ),
        Act(
            "schedule",
            gettext_lazy("Schedule"),
            ngettext_lazy("Schedule %(count)d story", "Schedule %(count)d stories", "count"),
            "moment",
            permissions.may_publish,
            _schedule,
            lambda asked: _("Readers see it from %s, by the clock.") % _when(asked),
        ),
        Act(
            "unschedule",
            gettext_lazy("Take off the schedule"),
            ngettext_lazy(
                "Take %(count)d story off the schedule",
                "Take %(count)d stories off the schedule",
                "count",
            ),
            "",
            permissions.may_publish,
            _unschedule,
            lambda _asked: _("Nothing goes live by the clock. It can be scheduled again."),
        ),
    )
}


@dataclass(frozen=True)
class _Way:
    """How one pass over the selection goes: by whom, with what, and whether it is kept."""

    by: User
    asked: Asked
    at: datetime
    keep: bool


def preview(
    act: Act, editions: Iterable[Edition], *, by: User, asked: Asked, at: datetime
) -> Report:
    """What the act would do to each edition as it is now; nothing is kept of it."""
    way = _Way(by, asked, at, keep=False)
    return Report(act, [_line(act, one, one.version, way) for one in editions])


def carry_out(
    act: Act,
    editions: Iterable[tuple[Edition, int]],
    *,
    by: User,
    asked: Asked,
    at: datetime,
) -> Report:
    """Do it to each edition that still has the version that was shown; a report line for each."""
    way = _Way(by, asked, at, keep=True)
    return Report(act, [_line(act, one, version, way) for one, version in editions])


def _line(act: Act, edition: Edition, version: int, way: _Way) -> Line:
    before = standing.brief(edition, at=way.at)
    try:
        if edition.version != version:
            raise Refused(_("It changed since you looked. Nothing was done to it."))
        _run(act, edition, version, way)
    except Refused as refused:
        return Line(edition, before, version, refusal=refused.message)
    return Line(edition, before, version, said=act.says(way.asked))


def _run(act: Act, edition: Edition, version: int, way: _Way) -> None:
    with transaction.atomic():
        act.run(edition, way.by, version, way.asked)
        if not way.keep:
            transaction.set_rollback(True)
