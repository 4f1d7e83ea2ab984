"""The buttons of the story form: what each does once the form was found in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import carrying, publishing, standing, workflow
from articles.forms import StoryForm
from articles.models import Edition
from core.models import User


@dataclass(frozen=True)
class Act:
    """A button. ``saves`` says whether the text is saved with it; ``run`` returns a message."""

    name: str
    saves: bool
    run: Callable[[Edition, StoryForm, User, int], str]


def _submit(edition: Edition, form: StoryForm, by: User, version: int) -> str:
    reviewer = form.cleaned_data["reviewer"]
    workflow.transition(
        edition,
        "submit",
        by=by,
        version=version,
        reviewer=reviewer,
        note=form.cleaned_data["note"],
        due=form.cleaned_data["review_due"],
    )
    return _("Saved and sent to %s for review.") % reviewer.short_name


def _take_back(edition: Edition, form: StoryForm, by: User, version: int) -> str:
    workflow.transition(edition, "take_back", by=by, version=version)
    return _("Taken back. The story is a draft again.")


def _ask_changes(edition: Edition, form: StoryForm, by: User, version: int) -> str:
    note = form.cleaned_data["note"]
    workflow.transition(edition, "ask_changes", by=by, version=version, note=note)
    return _("Changes are asked for. Your note stands on the story.")


def _approve(edition: Edition, form: StoryForm, by: User, version: int) -> str:
    note = form.cleaned_data["note"]
    workflow.transition(edition, "approve", by=by, version=version, note=note)
    return _("Approved. Nothing is published by this.")


def _reopen(edition: Edition, form: StoryForm, by: User, version: int) -> str:
    workflow.transition(edition, "reopen", by=by, version=version)
    return _("The approval is taken back. The story is a draft again.")


def _publish(edition: Edition, form: StoryForm, by: User, version: int) -> str:
    publishing.publish(edition, by=by, version=version)
    said = _("Published. Readers see edition %d now.") % edition.number
    return f"{said} {_carried(edition)}".strip()


def _carried(hotfix: Edition) -> str:
    """What became of the editions that waited beside a hotfix."""
    said = []
    for one in hotfix.carried_into.select_related("edition").prefetch_related("questions"):
        told = _("Edition %d has the change too.")
        if one.questions.all():
            told = _("Edition %d waits for a decision about it.")
        said.append(told % one.edition.number)
    return " ".join(said)


def _bring_up(edition: Edition, form: StoryForm, by: User, version: int) -> str:
    carrying.bring_up(edition, by=by)
    return _("The hotfix is brought up to what readers see now.")


def _publish_at_lift(edition: Edition, form: StoryForm, by: User, version: int) -> str:
    until = edition.article.embargoed_until
    at = max(until, timezone.now()) if until else None
    published = publishing.publish(edition, by=by, at=at, version=version)
    return _("Scheduled. Readers see it from %s.") % standing.when(published.live_from or at)


def _unschedule(edition: Edition, form: StoryForm, by: User, version: int) -> str:
    publishing.unschedule(edition, by=by, version=version)
    return _("Taken off the schedule. The story is approved again.")


ACTS = {
    act.name: act
    for act in (
        Act("_submit", saves=True, run=_submit),
        Act("_take_back", saves=False, run=_take_back),
        Act("_ask_changes", saves=False, run=_ask_changes),
        Act("_approve", saves=False, run=_approve),
        Act("_reopen", saves=False, run=_reopen),
        Act("_publish", saves=False, run=_publish),
        Act("_bring_up", saves=False, run=_bring_up),
        Act("_publish_at_lift", saves=False, run=_publish_at_lift),
        Act("_unschedule", saves=False, run=_unschedule),
    )
}


def chosen(posted: Mapping[str, object]) -> Act | None:
    """The act whose button was pressed; None for a plain save."""
    return next((act for name, act in ACTS.items() if name in posted), None)
