"""Every step of a comment from state to state, and the counters that hang on it.

One function takes the step (``decide``); the others are its names. A step compares the version
that the person saw with the one in the database, leaves a Decision and an audit entry in the same
transaction, and is undone by a new step, never by a delete.
"""

from __future__ import annotations

from copy import copy
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles import page_tags
from articles.models import Article
from comments import holding, namesakes, permissions, settling
from comments.models import SEGMENT, Comment, Decision, Opinion
from comments.reasons import NEEDS_NOTE, SILENT, Reason
from comments.states import VISIBLE, State, Who, may_step
from core import audit
from core.errors import Refused, Stale
from core.models import User
from core.pages.tags import forget
from core.pages.watch import exactly

_ACTS = {
    State.APPROVED: "comment.approve",
    State.PUBLISHED: "comment.publish",
    State.HELD: "comment.hold",
    State.REJECTED: "comment.reject",
    State.SPAM: "comment.mark_spam",
    State.WITHDRAWN: "comment.withdraw",
    State.ERASED: "comment.erase",
    State.CHECKING: "comment.confirm",
}


class DecidedFirst(Stale):
    """Somebody else took a step since the comment was read; ``decision`` is that step."""

    def __init__(self, comment: Comment) -> None:
        decision = latest_decision(comment)
        who = decision.by_name if decision else ""
        words = _("%s decided first.") % who if who else _("This comment changed meanwhile.")
        super().__init__(words, current=comment.version)
        self.comment = comment
        self.decision = decision


def decide(
    comment: Comment,
    to: State,
    *,
    by: User | None,
    version: int,
    who: Who | None = None,
    reason_code: str = "",
    note: str = "",
    message: str = "",
    featured: bool = False,
    at: datetime | None = None,
) -> Decision:
    """Take ``comment`` to the state ``to`` and return the Decision.

    ``featured`` picks what becomes visible in the same step, so that undoing it takes both back.
    ``message`` is for the writer and waits until the decision has settled.
    ``version`` is the one the decider saw; ``by`` is None for the site itself; ``who`` says on
    whose behalf (a moderator, or the system when nobody is named); ``at`` is an aware datetime.
    Raises ``DecidedFirst`` when the version has moved on, ``Refused`` when the step does not
    exist, lacks its reason or is not among the decider's rights.
    """
    who = who or (Who.MODERATOR if by else Who.SYSTEM)
    _check_right(comment, by=by, who=who)
    _check_reason(to, reason_code, note)
    told = "" if to != State.REJECTED or reason_code in SILENT else message.strip()
    with transaction.atomic(), exactly():
        current = _current(comment, version)
        if not may_step(current.state, to, who=who):
            raise Refused(_no_such_step(current.state, to))
        at = at or timezone.now()
        picked = {"featured": True} if featured and to in VISIBLE else {}
        if picked:
            audit.record(by, "comment.featured", comment, data={"version": version + 1}, at=at)
        return _step(
            comment,
            current,
            to,
            by=by,
            at=at,
            changes=_changes(current, to, by=by, at=at) | picked,
            words={"reason_code": reason_code, "note": note.strip(), "message": told},
        )


def place(comment: Comment, to: State, *, at: datetime) -> Decision:
    """The site's own step with a comment that this very transaction wrote: not read again."""
    if not may_step(comment.state, to, who=Who.SYSTEM):
        raise Refused(_no_such_step(comment.state, to))
    changes = _changes(comment, to, by=None, at=at)
    return _step(comment, copy(comment), to, by=None, at=at, changes=changes, words={})


def approve(
    comment: Comment, *, by: User, version: int, note: str = "", at: datetime | None = None
) -> Decision:
    """Let readers see it."""
    return decide(comment, State.APPROVED, by=by, version=version, note=note, at=at)


def hold(
    comment: Comment, *, by: User, version: int, note: str = "", at: datetime | None = None
) -> Decision:
    """Take a visible comment back into the queue."""
    return decide(comment, State.HELD, by=by, version=version, note=note, at=at)


def reject(
    comment: Comment,
    *,
    by: User,
    version: int,
    reason_code: str,
    note: str = "",
    at: datetime | None = None,
) -> Decision:
    """Refuse it for a reason; "other" and "against the law" need a sentence in ``note``."""
    return decide(
        comment, State.REJECTED, by=by, version=version, reason_code=reason_code, note=note, at=at
    )


def mark_spam(
    comment: Comment, *, by: User, version: int, note: str = "", at: datetime | None = None
) -> Decision:
    """Refuse it as spam."""
    return decide(
        comment, State.SPAM, by=by, version=version, reason_code=Reason.SPAM, note=note, at=at
    )


def withdraw(comment: Comment, *, version: int, at: datetime | None = None) -> Decision:
    """Take it back on its writer's behalf; the caller has proved that it is the writer."""
    return decide(comment, State.WITHDRAWN, by=None, who=Who.WRITER, version=version, at=at)


def erase(
    comment: Comment,
    *,
    by: User | None,
    version: int,
    keep_text: bool = False,
    at: datetime | None = None,
) -> Decision:
    """Forget who wrote it, and what unless ``keep_text``. There is no way back.

    ``by`` is the privacy officer, or None when the writer asked through a proved link.
    """
    if holding.standing(comment):
        raise Refused(_("This comment is on legal hold. It can be erased once that is lifted."))
    with transaction.atomic(), exactly():
        who = Who.OFFICER if by else Who.WRITER
        decision = decide(comment, State.ERASED, by=by, who=who, version=version, at=at)
        blank: dict[str, Any] = {} if keep_text else {"text": "", "text_hash": ""}
        Comment.objects.filter(pk=comment.pk).update(name="", reasons=[], **blank)
        comment.revisions.all().delete()
        Opinion.objects.filter(comment=comment).delete()
        comment.reports.update(note="")
        comment.refresh_from_db()
        return decision


def undo(decision: Decision, *, by: User, version: int, at: datetime | None = None) -> Decision:
    """Restore exactly what ``decision`` changed, as a new decision.

    Only the newest step of a comment is undone, and only one that a person took.
    """
    _check_right(decision.comment, by=by, who=Who.MODERATOR)
    with transaction.atomic(), exactly():
        current = _current(decision.comment, version)
        _check_undo(decision, current)
        at = at or timezone.now()
        return _step(
            decision.comment,
            current,
            State(decision.from_state),
            by=by,
            at=at,
            changes=_restored(decision, current),
            words={"undoes": decision},
        )


def feature(comment: Comment, *, by: User, version: int, on: bool = True) -> None:
    """Mark a visible comment as picked by the desk, or no longer."""
    _show_off(comment, by=by, version=version, field="featured", on=on)


def pin(comment: Comment, *, by: User, version: int, on: bool = True) -> None:
    """Set a visible comment first under its story; the one pinned before gives way."""
    if on and comment.depth:
        raise Refused(_("A reply cannot be pinned. Pin the comment it answers."))
    _show_off(comment, by=by, version=version, field="pinned", on=on)


def replace_words(comment: Comment) -> None:
    """Keep the words, their hash, the reasons and the moment of a change that the writer made."""
    words = {
        name: getattr(comment, name)
        for name in ("text", "text_hash", "reasons", "score", "edited_at")
    }
    _compare_and_set(comment, comment, **words)


def latest_decision(comment: Comment) -> Decision | None:
    """The newest step of a comment."""
    return Decision.objects.filter(comment_id=comment.pk).first()


def may_be_undone(decision: Decision, comment: Comment) -> bool:
    """Whether ``decision`` is the newest step, taken by a person, with a way back."""
    return (
        decision.version == comment.version
        and bool(decision.by_name)
        and decision.to_state != State.ERASED
        and decision.from_state not in {State.CHECKING, State.UNCONFIRMED}
    )


def ancestors(comment: Comment) -> list[int]:
    """The numbers of the comments it hangs on, outermost first, read from its path."""
    path = comment.path[:-SEGMENT]
    return [int(path[start : start + SEGMENT], 36) for start in range(0, len(path), SEGMENT)]


def _current(comment: Comment, version: int) -> Comment:
    current = Comment.objects.get(pk=comment.pk)
    if current.version != version:
        raise DecidedFirst(current)
    return current


def _check_right(comment: Comment, *, by: User | None, who: Who) -> None:
    if who in {Who.MODERATOR, Who.STAFF}:
        allowed = by is not None and permissions.may_moderate(by)
    else:
        allowed = who != Who.OFFICER or (by is not None and permissions.may_erase(by, comment))
    if not allowed:
        raise Refused(_("Deciding on comments is not among your rights."))


def _check_reason(to: State, reason_code: str, note: str) -> None:
    if to == State.REJECTED and reason_code not in Reason.values:
        raise Refused(_("Choose a reason. The decision is kept with it."), field="reason_code")
    if reason_code in NEEDS_NOTE and not note.strip():
        raise Refused(_("Write a sentence for this reason."), field="note")


def _check_undo(decision: Decision, current: Comment) -> None:
    if not may_be_undone(decision, current):
        raise Refused(_("This step cannot be undone. Decide anew instead."))


def _no_such_step(start: str, to: State) -> str:
    names = {"start": State(start).label, "to": to.label}
    if start == to:
        return _("This comment already stands at “%(to)s”.") % names
    return _("A comment that stands at “%(start)s” cannot go to “%(to)s”.") % names


def _changes(current: Comment, to: State, *, by: User | None, at: datetime) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if by is not None:
        changes["decided_at"] = at
    if to in VISIBLE:
        changes["published_at"] = current.published_at or at
    else:
        changes |= {"published_at": None, "pinned": False, "featured": False}
    if to == State.ERASED:
        changes |= {"email": "", "email_hmac": "", "network_hmac": "", "user": None}
        changes |= {"identity": None, "expertise": "", "wants_replies": False}
        changes |= {"confirmation_due": False, "looks": "", "namesake": 0}
    return changes


def _restored(decision: Decision, current: Comment) -> dict[str, Any]:
    before = decision.before
    other_pin = Comment.objects.filter(article_id=current.article_id, pinned=True)
    return {
        "published_at": _moment(before["published_at"]),
        "decided_at": _moment(before["decided_at"]),
        "featured": before["featured"],
        "pinned": before["pinned"] and not other_pin.exclude(pk=current.pk).exists(),
    }


def _step(
    comment: Comment,
    current: Comment,
    to: State,
    *,
    by: User | None,
    at: datetime,
    changes: dict[str, Any],
    words: dict[str, Any],
) -> Decision:
    delta = int(to in VISIBLE) - int(current.is_visible)
    _count(current, delta)
    if delta > 0 and not current.namesake:
        changes["namesake"] = namesakes.number(current)
    _compare_and_set(comment, current, state=to, **changes)
    decision = Decision.objects.create(
        comment=comment,
        version=current.version + 1,
        from_state=current.state,
        to_state=to,
        by=by,
        by_name=str(by) if by else "",
        at=at,
        before=_before(current),
        **words,
    )
    if by:
        settling.wait(decision)
    _record(decision, act="comment.undo" if decision.undoes_id else _ACTS[to], by=by)
    return decision


def _count(current: Comment, delta: int) -> None:
    """Keep the story's and the ancestors' counters in step. The story's row comes first: it is the
    lock that keeps two moderators of one thread from waiting for each other."""
    if not delta:
        return
    Article.objects.filter(pk=current.article_id).update(comment_count=F("comment_count") + delta)
    above = Comment.objects.filter(pk__in=ancestors(current))
    above.update(visible_replies=F("visible_replies") + delta)


def _compare_and_set(comment: Comment, current: Comment, **changes: Any) -> None:
    row = Comment.objects.filter(pk=current.pk, version=current.version)
    if not row.update(version=F("version") + 1, **changes):
        raise DecidedFirst(Comment.objects.get(pk=current.pk))
    # A place is kept on the page for what was answered, whatever its state.
    if current.is_visible or current.visible_replies or changes.get("state") in VISIBLE:
        forget(page_tags.comments(current.article_id))
    comment.version = current.version + 1
    for name, value in changes.items():
        setattr(comment, name, value)


def _before(current: Comment) -> dict[str, Any]:
    return {
        "published_at": _iso(current.published_at),
        "decided_at": _iso(current.decided_at),
        "pinned": current.pinned,
        "featured": current.featured,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return parse_datetime(text) if text else None


def _record(decision: Decision, *, act: str, by: User | None) -> None:
    audit.record(
        by,
        act,
        decision.comment,
        reason=decision.reason_code,
        data={
            "decision": decision.pk,
            "from": decision.from_state,
            "to": decision.to_state,
            "version": decision.version,
        },
        at=decision.at,
    )


def _show_off(comment: Comment, *, by: User, version: int, field: str, on: bool) -> None:
    _check_right(comment, by=by, who=Who.MODERATOR)
    with transaction.atomic(), exactly():
        current = _current(comment, version)
        if on and not current.is_visible:
            raise Refused(_("Only a comment that readers see can be shown first."))
        if field == "pinned" and on:
            others = Comment.objects.filter(article_id=current.article_id, pinned=True)
            others.update(pinned=False, version=F("version") + 1)
        _compare_and_set(comment, current, **{field: on})
        act = f"comment.{field}" if on else f"comment.not_{field}"
        audit.record(by, act, comment, data={"version": comment.version})
