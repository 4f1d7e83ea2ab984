"""Loads the demo's comments: written, answered, then decided, in the order of the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from articles.models import Address, Article
from comments import moderation
from comments.importing import Origin, bring_in
from comments.models import Comment
from comments.states import VISIBLE, State
from core.models import User
from newsroom.demo.reading import Table, stories, tables

SYSTEM = "demo"
BY_ITSELF = {State.UNCONFIRMED, State.PUBLISHED, State.SPAM}
DECIDED_AFTER = timedelta(minutes=25)


def load(users: dict[str, User]) -> int:
    """Add the comments that are missing and return how many those were."""
    there = set(Comment.objects.filter(imported_from=SYSTEM).values_list("imported_id", flat=True))
    rows = [row for row in tables("comments", "comment") if row["id"] not in there]
    answered = {row["parent"] for row in rows}
    placed = {row["slug"]: row for row in stories()}
    written: dict[str, Comment] = {}
    for row in rows:
        story = placed[row["story"]]
        article = (
            Address.objects.select_related("article")
            .get(path=f"{story['section']}/{story['slug']}")
            .article
        )
        at = story["published"] + timedelta(minutes=row["minutes_after"])
        written[row["id"]] = _write(
            row,
            article,
            users,
            parent=written.get(row["parent"]),
            at=at,
            shown=row["id"] in answered,
        )
    for row in rows:
        _decide(row, written[row["id"]], users)
    return len(rows)


def _write(
    row: Table,
    article: Article,
    users: dict[str, User],
    *,
    parent: Comment | None,
    at: datetime,
    shown: bool,
) -> Comment:
    """What will be answered is shown at first, as it was when it was answered."""
    final = State(row["state"])
    state = final if final in BY_ITSELF and not shown else State.HELD
    user = users.get(row.get("staff_username", ""))
    comment = bring_in(
        article,
        Origin(SYSTEM, row["id"]),
        name=str(user) if user else row["name"],
        text=row["text"],
        at=at,
        state=state,
        parent=parent,
        email=row["email"],
        user=user,
        badge=row.get("badge", ""),
    )
    if shown:
        mo = users["mo"]
        moderation.approve(comment, by=mo, version=comment.version, at=at + timedelta(minutes=5))
    return comment


def _decide(row: Table, comment: Comment, users: dict[str, User]) -> None:
    final, mo = State(row["state"]), users["mo"]
    comment.refresh_from_db()
    at = comment.created_at + DECIDED_AFTER
    if comment.state != final:
        reason = row.get("decision", {})
        if final == State.APPROVED:
            moderation.approve(comment, by=mo, version=comment.version, at=at)
        elif final == State.REJECTED:
            moderation.reject(
                comment,
                by=mo,
                version=comment.version,
                reason_code=reason["reason_code"],
                note=reason.get("note", ""),
                at=at,
            )
        elif final == State.SPAM:
            moderation.mark_spam(comment, by=mo, version=comment.version, at=at)
        elif final == State.WITHDRAWN:
            moderation.withdraw(comment, version=comment.version, at=at)
        elif final == State.ERASED:
            moderation.erase(comment, by=None, version=comment.version, at=at)
    _show_off(row, comment, users)


def _show_off(row: Table, comment: Comment, users: dict[str, User]) -> None:
    comment.refresh_from_db()
    if comment.state not in VISIBLE:
        return
    if row.get("featured"):
        moderation.feature(comment, by=users["mo"], version=comment.version)
        comment.refresh_from_db()
    if row.get("pinned"):
        moderation.pin(comment, by=users["mo"], version=comment.version)
