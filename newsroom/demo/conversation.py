"""Loads the demo's comments: written, answered, then decided, in the order of the clock.

Those that wait for a moderator come through the readers' form, a few minutes apart and just now.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from articles.models import Address, Article
from comments import moderation
from comments.importing import Origin, bring_in
from comments.models import Comment
from comments.states import VISIBLE, State
from comments.submission import Draft, Sender, submit
from comments.tokens import Standing, Token
from core.models import User
from newsroom.demo.reading import Table, stories, tables

SYSTEM = "demo"
BY_ITSELF = {State.UNCONFIRMED, State.PUBLISHED, State.SPAM}
DECIDED_AFTER = timedelta(minutes=25)
APART = timedelta(minutes=11)


def load(users: dict[str, User]) -> int:
    """Add the comments that are missing and return how many those were."""
    there = set(Comment.objects.filter(imported_from=SYSTEM).values_list("imported_id", flat=True))
    rows = [row for row in tables("comments", "comment") if row["id"] not in there]
    answered = {row["parent"] for row in rows}
    waiting = [row for row in rows if row["state"] == State.HELD and row["id"] not in answered]
    placed = {row["slug"]: row for row in stories()}
    for row in rows:
        if row not in waiting:
            _write(row, placed[row["story"]], users, is_answered=row["id"] in answered)
    for place, row in enumerate(reversed(waiting), start=1):
        _send(row, placed[row["story"]], at=timezone.now() - place * APART)
    for row in rows:
        _decide(row, users["mo"])
    return len(rows)


def _article(story: Table) -> Article:
    path = f"{story['section']}/{story['slug']}"
    return Address.objects.select_related("article").get(path=path).article


def numbered(number: str) -> Comment:
    """A comment of the demo by its number there."""
    return Comment.objects.get(imported_from=SYSTEM, imported_id=number)


def _write(row: Table, story: Table, users: dict[str, User], *, is_answered: bool) -> None:
    """What will be answered is shown at first, as it was when it was answered."""
    final = State(row["state"])
    user = users.get(row.get("staff_username", ""))
    at = story["published"] + timedelta(minutes=row["minutes_after"])
    comment = bring_in(
        _article(story),
        Origin(SYSTEM, row["id"]),
        name=str(user) if user else row["name"],
        text=row["text"],
        at=at,
        state=final if final in BY_ITSELF and not is_answered else State.HELD,
        parent=numbered(row["parent"]) if row["parent"] else None,
        email=row["email"],
        user=user,
        badge=row.get("badge", ""),
    )
    if is_answered:
        seen = at + timedelta(minutes=5)
        moderation.approve(comment, by=users["mo"], version=comment.version, at=seen)


def _send(row: Table, story: Table, *, at: datetime) -> None:
    token = Token(Standing.GOOD, age=timedelta(minutes=4), key=row["id"])
    parent = numbered(row["parent"]).pk if row["parent"] else None
    draft = Draft(
        name=row["name"], text=row["text"], token=token, email=row["email"], parent_id=parent
    )
    sent = submit(_article(story), draft, sender=Sender(), at=at)
    Comment.objects.filter(pk=sent.comment.pk).update(imported_from=SYSTEM, imported_id=row["id"])


def _decide(row: Table, mo: User) -> None:
    comment, final = numbered(row["id"]), State(row["state"])
    if comment.state != final:
        _DECISIONS[final](comment, row, mo, comment.created_at + DECIDED_AFTER)
    comment.refresh_from_db()
    if comment.state in VISIBLE and row.get("featured"):
        moderation.feature(comment, by=mo, version=comment.version)
        comment.refresh_from_db()
    if comment.state in VISIBLE and row.get("pinned"):
        moderation.pin(comment, by=mo, version=comment.version)


def _approve(comment: Comment, row: Table, mo: User, at: datetime) -> None:
    moderation.approve(comment, by=mo, version=comment.version, at=at)


def _reject(comment: Comment, row: Table, mo: User, at: datetime) -> None:
    moderation.reject(
        comment,
        by=mo,
        version=comment.version,
        reason_code=row["decision"]["reason_code"],
        note=row["decision"].get("note", ""),
        at=at,
    )


def _mark_spam(comment: Comment, row: Table, mo: User, at: datetime) -> None:
    moderation.mark_spam(comment, by=mo, version=comment.version, at=at)


def _withdraw(comment: Comment, row: Table, mo: User, at: datetime) -> None:
    moderation.withdraw(comment, version=comment.version, at=at)


def _erase(comment: Comment, row: Table, mo: User, at: datetime) -> None:
    moderation.erase(comment, by=None, version=comment.version, at=at)


_DECISIONS: dict[State, Callable[[Comment, Table, User, datetime], None]] = {
    State.APPROVED: _approve,
    State.REJECTED: _reject,
    State.SPAM: _mark_spam,
    State.WITHDRAWN: _withdraw,
    State.ERASED: _erase,
}
