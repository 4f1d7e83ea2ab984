"""The comments of a story as a reader sees them: one query, whatever the number of comments.

Words of a comment that is not visible never leave the database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    F,
    Func,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    TextField,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Edition
from comments.models import SEGMENT, Comment, CommentQuerySet
from comments.passages import About, Passages
from comments.states import VISIBLE, State
from comments.text import Run, paragraphs, signed
from core.prepared import Prepared

THREADS = 50  # comments that begin a thread, on one page
REPLIES = 500  # answers on one page, over all its threads
# Written so that SQLite, too, can step into its index here; "NOT pinned" it would read through.
_UNPINNED = Q(pinned__in=[False])
LEVELS = 3  # how far answers are set in

_COLUMNS = (
    *("path", "depth", "state", "badge", "parent_id", "root_id", "created_at", "edited_at"),
    *("featured", "pinned", "visible_replies", "expertise", "about", "namesake"),
)

_REMOVED = _("Removed by a moderator. The replies below are kept.")
_LOOKED_AT = _("A moderator is looking at this comment again. The replies below are kept.")
_MARKERS: dict[str, object] = {
    State.WITHDRAWN: _("Removed by its writer. The replies below are kept."),
    State.HELD: _LOOKED_AT,
    State.CHECKING: _LOOKED_AT,
    State.ERASED: _("Deleted at its writer’s request. The replies below are kept."),
}


class Order(TextChoices):
    """How a reader may have the comments; anything else is the first."""

    OLDEST = "oldest", _("Oldest first")
    NEWEST = "newest", _("Newest first")
    PICKS = "picks", _("Picked by the desk")


@dataclass(slots=True)
class Entry:
    """One comment as it is set: its words or its marker, and the answers that stand under it."""

    pk: int
    name: str
    paragraphs: list[list[list[Run]]]
    comment: Comment
    about: About | None = None
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


def load(
    article: Article,
    *,
    edition: Edition | None = None,
    after: str = "",
    order: str = Order.OLDEST,
) -> Thread:
    """The comments under a story: the pinned one first, then by age, answers below each.

    ``after`` is the path of the last thread of the page before. ``edition`` is the one that stands
    beside them, in which the paragraphs they are about are looked up. The desk's picks stand alone,
    each with its link into the thread.
    """
    passages = passages_of(edition)
    if order == Order.OLDEST and not after:
        return _thread(_first_page(article=article.pk), passages)
    rows = _listed(Comment.objects.filter(article=article))
    if order == Order.PICKS:
        return _picks(rows.filter(featured=True, path__gt=after).order_by("path"), passages)
    roots = rows.filter(_UNPINNED, depth=0)
    if order == Order.OLDEST:
        return _thread(
            list(_page(rows, roots.filter(path__gt=after).order_by("-pinned", "path"))), passages
        )
    roots = roots.filter(path__lt=after) if after else roots
    first = [] if after else _pinned(article, rows)
    page = list(_page(rows, roots.order_by("-path")))
    return _thread(page, passages, first=first, is_newest=True)


def _thread(
    page: list[Comment],
    passages: Passages,
    *,
    first: Sequence[Comment] = (),
    is_newest: bool = False,
) -> Thread:
    found, answers = _parted(page, is_newest=is_newest)
    shown_roots = found[:THREADS]
    has_more = len(found) > THREADS
    return Thread(
        entries=_tree([*first, *shown_roots, *answers[:REPLIES]], passages),
        after=shown_roots[-1].path if has_more else "",
        is_cut=len(answers) > REPLIES,
    )


def _pinned(article: Article, rows: CommentQuerySet) -> list[Comment]:
    """The pinned comment with its answers, for an order in which it is not the first by itself."""
    number = (
        Comment.objects.filter(article=article, pinned=True).values_list("pk", flat=True).first()
    )
    if number is None:
        return []
    return list(rows.filter(Q(pk=number) | Q(root=number)).order_by("path")[:REPLIES])


def passages_of(edition: Edition | None) -> Passages:
    """The paragraphs of an edition; of none, none."""
    return Passages(edition.body_html if edition else "")


def _picks(rows: CommentQuerySet, passages: Passages) -> Thread:
    found = list(rows[: THREADS + 1])
    shown_here = found[:THREADS]
    more = shown_here[-1].path if len(found) > THREADS else ""
    return Thread(entries=[_made(row, passages) for row in shown_here], after=more)


def entry(comment: Comment, *, edition: Edition | None = None) -> Entry:
    """One visible comment alone, as it stands above an answer that is being written."""
    return Entry(
        pk=comment.pk,
        name=comment.signature,
        paragraphs=paragraphs(comment.text),
        comment=comment,
        about=passages_of(edition).about(comment.about),
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


def _page(rows: CommentQuerySet, roots: CommentQuerySet) -> CommentQuerySet:
    """One root more than is shown, and the answers to the shown ones, each cut off one too late."""
    page = roots.values("pk")[: THREADS + 1]
    is_answer = Case(When(depth=0, then=0), default=1)
    in_page = _among("pk", page) | _among("root", page)
    read = rows.filter(in_page).order_by(is_answer, "-pinned", "path")
    return read[: THREADS + REPLIES + 2]


@Prepared
def _first_page(*, article: int) -> CommentQuerySet:
    rows = _listed(Comment.objects.filter(article=article))
    return _page(rows, rows.filter(depth=0).order_by("-pinned", "path"))


def _parted(found: list[Comment], *, is_newest: bool) -> tuple[list[Comment], list[Comment]]:
    """Those that begin a thread, and the answers to the ones that are shown."""
    begun = [row for row in found if row.depth == 0]
    if is_newest:
        begun.sort(key=attrgetter("path"), reverse=True)
    shown_here = {root.pk for root in begun[:THREADS]}
    return begun, [row for row in found if row.depth and row.root_id in shown_here]


def _among(column: str, numbers: QuerySet[Any]) -> Q:
    """Whether a column is one of these numbers. PostgreSQL steps into its indexes for two such
    conditions only when the numbers are an array; it would read every comment of the story."""
    if connection.vendor != "postgresql":
        return Q(**{f"{column}__in": numbers})
    any_of = Subquery(numbers, template="ANY(ARRAY(%(subquery)s))")
    return Q(
        Func(
            F(column),
            any_of,
            template="(%(expressions)s)",
            arg_joiner=" = ",
            output_field=BooleanField(),
        )
    )


def _made(row: Any, passages: Passages) -> Entry:
    return Entry(
        pk=row.pk,
        name=signed(row.shown_name, row.namesake),
        paragraphs=paragraphs(row.shown_text),
        comment=row,
        about=passages.about(row.about),
    )


def _tree(rows: list[Any], passages: Passages) -> list[Entry]:
    """Entries under entries, without recursion; ``rows`` has each comment before its answers."""
    top: list[Entry] = []
    by_path: dict[str, Entry] = {}
    by_number: dict[int, Entry] = {}
    holders: dict[int, Entry] = {}
    for row in rows:
        made = _made(row, passages)
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
