"""Honest comments that nobody had to decide on: they stood unreported for a week, and teach too.

They are a sample: never more than three honest lessons for each of spam, so that silence does not
drown what moderators said. A report, a decision or a change of the comment takes the lesson back
to the last count.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Q

from comments.models import Comment, Lesson
from comments.spam import memory
from comments.states import State

UNREPORTED = timedelta(days=7)
PER_SPAM = 3
AT_ONCE = 50  # lessons of one run
_LOOKED_AT, _OLDEST = 500, timedelta(days=60)
_SWEPT = 200


def learn(at: datetime) -> int:
    """Take back what no longer counts, then learn a few; returns how many lessons changed."""
    gone = _sweep()
    room = _room()
    if room < 0:
        return gone + _give_way(-room)
    learned = 0
    for comment in _sample(at):
        if learned == min(room, AT_ONCE):
            break
        learned += memory.learn_quietly(comment, at=at)
    return gone + learned


def _room() -> int:
    """How many honest lessons may still be added; below 0 how many are too many."""
    row = memory.model()
    return PER_SPAM * row.spam - row.ham


def _sample(at: datetime) -> list[Comment]:
    """The newest that may teach, in an order that nobody outside can foresee."""
    standing = Comment.objects.filter(
        state=State.PUBLISHED,
        created_at__gt=at - _OLDEST,
        published_at__lte=at - UNREPORTED,
        decided_at=None,
        user=None,
        badge__in=[Comment.Badge.NONE, Comment.Badge.EXPERT],
        imported_from="",
        lesson=None,
        reports=None,
    )
    found = standing.exclude(text="").order_by("-created_at", "-pk")[:_LOOKED_AT]
    return sorted(found, key=lambda comment: _lot(comment, at))


def _lot(comment: Comment, at: datetime) -> bytes:
    return sha256(f"{at.isoformat()} {comment.pk} {comment.text_hash}".encode()).digest()


def _sweep() -> int:
    """What was reported, withdrawn, changed or erased since teaches no more. A decision is dealt
    with where it settles."""
    stands = Q(comment__state=State.PUBLISHED, comment__reports=None)
    decided = Q(comment__state__in=[State.APPROVED, State.SPAM, State.REJECTED])
    gone = Lesson.objects.filter(is_quiet=True).exclude(stands | decided)
    return _unlearn(list(gone.order_by("at", "pk")[:_SWEPT]))


def _give_way(number: int) -> int:
    """Make room for what moderators taught."""
    return _unlearn(
        list(Lesson.objects.filter(is_quiet=True).order_by("at", "pk")[:number][:_SWEPT])
    )


def _unlearn(lessons: list[Lesson]) -> int:
    for lesson in lessons:
        memory.take_back_quiet(lesson.comment_id)
    return len(lessons)
