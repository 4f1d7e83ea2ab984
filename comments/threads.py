"""The comments of a story as a reader sees them: one query, whatever the number of comments.

Words of a comment that is not visible never leave the database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, F, Q, TextField, Value, When
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments.models import SEGMENT, Comment, CommentQuerySet
from comments.states import VISIBLE, State
from comments.text import Run, paragraphs, shown

THREADS = 50  # comments that begin a thread, on one page
REPLIES = 500  # answers on one page, over all its threads
LEVELS = 3  # how far answers are set in

_COLUMNS = (
    *("path", "depth", "state", "badge", "parent_id", "root_id", "created_at", "edited_at"),
    *("featured", "pinned", "visible_replies", "expertise"),
)

_REMOVED = _("Removed by a moderator. The replies below are kept.")
_LOOKED_AT = _("A moderator is looking at this comment again. The replies below are kept.")
_MARKERS: dict[str, object] = {
    State.WITHDRAWN: _("Removed by its writer. The replies below are kept."),
    State.HELD: _LOOKED_AT,
    State.CHECKING: _LOOKED_AT,
    State.ERASED: _("Deleted at its writer’s request. The replies below are kept."),
}


@dataclass(slots=True)
class Entry:
    """One comment as it is set: its words or its marker, and the answers that stand under it."""

    pk: int
    name: str
    paragraphs: list[list[list[Run]]]
    comment: Comment
    level: int = 0
    to: Entry | None = None
    answers: list[Entry] = field(default_factory=list)

    @property
    def is_visible(self) -> bool:
        return self.comment.is_visible

    @property
    def is_author(self) -> bool:
        return self.comment.badge == Comment.Badge.AUTHOR

    @property
    def badge(self) -> str:
        """What stands beside the name: who vouches for the writer, and for experts in what."""
        label = self.comment.get_badge_display() if self.comment.badge else ""
        return f"{label}: {self.comment.expertise}" if self.comment.expertise else label

    @property
    def marker(self) -> str:
        """What stands in the place of a comment that readers do not see."""
        return str(_MARKERS.get(self.comment.state, _REMOVED))


@dataclass(frozen=True, slots=True)
class Thread:
    """A page of comments. ``after`` leads to the next one and is empty on the last."""

    entries: list[Entry]
    after: str
    is_cut: bool = False


def load(article: Article, *, after: str = "") -> Thread:
    """The comments under a story: the pinned one first, then by age, answers below each.

    ``after`` is the path of the last thread of the page before.
    """
    rows = _listed(Comment.objects.filter(article=article))
    roots = rows.filter(depth=0).order_by("-pinned", "path")
    if after:
        roots = roots.filter(pinned=False, path__gt=after)
    found, answers = _page(rows, roots)
    shown_roots = found[:THREADS]
    has_more = len(found) > THREADS
    return Thread(
        entries=_tree([*shown_roots, *answers[:REPLIES]]),
        after=shown_roots[-1].path if has_more else "",
        is_cut=len(answers) > REPLIES,
    )


def entry(comment: Comment) -> Entry:
    """One visible comment alone, as it stands above an answer that is being written."""
    return Entry(
        pk=comment.pk,
        name=shown(comment.name),
        paragraphs=paragraphs(comment.text),
        comment=comment,
    )


def _listed(rows: CommentQuerySet) -> CommentQuerySet:
    return (
        rows.filter(listed=True)
        .only(*_COLUMNS)
        .annotate(shown_name=_if_visible("name"), shown_text=_if_visible("text"))
    )


def _if_visible(column: str) -> Case:
    visible = [state.value for state in VISIBLE]
    return Case(
        When(state__in=visible, then=F(column)), default=Value(""), output_field=TextField()
    )


def _page(rows: CommentQuerySet, roots: CommentQuerySet) -> tuple[list[Comment], list[Comment]]:
    """One root more than is shown, and the answers to the shown ones, each cut off one too late."""
    page = roots.values("pk")[: THREADS + 1]
    is_answer = Case(When(depth=0, then=0), default=1)
    read = rows.filter(Q(pk__in=page) | Q(root__in=page)).order_by(is_answer, "-pinned", "path")
    found = list(read[: THREADS + REPLIES + 2])
    begun = [row for row in found if row.depth == 0]
    shown_here = {root.pk for root in begun[:THREADS]}
    return begun, [row for row in found if row.depth and row.root_id in shown_here]


def _tree(rows: list[Any]) -> list[Entry]:
    """Entries under entries, without recursion; ``rows`` has each comment before its answers."""
    top: list[Entry] = []
    by_path: dict[str, Entry] = {}
    by_number: dict[int, Entry] = {}
    holders: dict[int, Entry] = {}
    for row in rows:
        made = Entry(
            pk=row.pk,
            name=shown(row.shown_name),
            paragraphs=paragraphs(row.shown_text),
            comment=row,
        )
        above = by_path.get(row.path[:-SEGMENT])
        by_path[row.path] = by_number[row.pk] = made
        if above is None:
            top.append(made)
            continue
        holder = holders[above.pk] if above.level >= LEVELS else above
        holders[made.pk] = holder
        made.level = holder.level + 1
        if above.level >= LEVELS or row.parent_id != above.pk:
            made.to = by_number.get(row.parent_id or 0)
        holder.answers.append(made)
    return top
