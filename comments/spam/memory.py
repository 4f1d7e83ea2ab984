"""What the site learned, in the database: looked up, added to, and taken back to the last count.

Rows are written in the order of their hashes, so that two workers never wait for each other in a
circle, and by adding in the database, so that none of their counts is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comments import permissions
from comments.models import Comment
from comments.spam.learned import Counts, Learned, pack, unpack
from comments.spam.rules import RULES
from comments.spam.scoring import LOOKED_AT, Lines, lines, score
from comments.spam_models import Lesson, RuleTally, SpamModel, SpamToken
from comments.states import State
from core import audit
from core.errors import Refused
from core.models import User

PER_WRITER, DAY = 3, timedelta(days=1)
_WRITTEN = timedelta(minutes=1)
# Spam changes. What was taught longer ago is unlearned, but for the newest so many lessons.
LIFE, KEPT, AT_ONCE = timedelta(days=548), 1_000, 500
_ONLY_ROW = 1


def model() -> SpamModel:
    """The one row of what was learned; a fresh one, unsaved, on a new site."""
    return SpamModel.objects.filter(pk=_ONLY_ROW).first() or SpamModel(pk=_ONLY_ROW)


def learned(row: SpamModel) -> Learned:
    """How many comments were learned."""
    return Learned(spam=row.spam, ham=row.ham)


def lines_of(row: SpamModel) -> Lines:
    """The lines in force."""
    return Lines(row.likely_from, row.spam_from)


def switched_off(row: SpamModel) -> frozenset[str]:
    """The rules that the desk silenced."""
    return frozenset(row.off)


def switch(code: str, *, by: User, on: bool) -> None:
    """Silence a rule, or let it speak again. Raises ``Refused`` without the right or the rule."""
    if not permissions.may_moderate(by):
        raise Refused(_("Deciding on comments is not among your rights."))
    if code not in {rule.code for rule in RULES}:
        raise Refused(_("There is no such rule."))
    with transaction.atomic():
        SpamModel.objects.get_or_create(pk=_ONLY_ROW)
        row = SpamModel.objects.select_for_update().get(pk=_ONLY_ROW)
        row.off = sorted(set(row.off) - {code} if on else {*row.off, code})
        row.save(update_fields=["off"])
        audit.record(by, "comment.rule", row, data={"rule": code, "on": on})


def counts(hashes: Iterable[int]) -> Counts:
    """The counts of those tokens that are known, in one query."""
    rows = SpamToken.objects.filter(hash__in=list(hashes))
    return {token: (spam, ham) for token, spam, ham in rows.values_list("hash", "spam", "ham")}


def reconcile(comment: Comment, *, at: datetime) -> None:
    """Let the lesson of a comment be what its present state teaches, and no more.

    A person's "approve" and "spam" teach; what was learned without a decision becomes theirs or
    is taken back. Doing it twice is harmless.
    """
    with transaction.atomic():
        wanted = _label(comment)
        lesson = Lesson.objects.filter(comment=comment).first()
        if lesson and (lesson.is_spam != wanted or lesson.is_quiet):
            _take_back(lesson, comment)
            lesson = None
        if lesson is None and wanted is not None and _may_teach(comment, at=at):
            _learn(comment, is_spam=wanted, at=at)


def learn_quietly(comment: Comment, *, at: datetime) -> bool:
    """Learn a comment as honest that nobody decided on, as ``comments.spam.quiet`` chose it; False
    when its text or its writer has taught enough."""
    with transaction.atomic():
        if not _may_teach(comment, at=at):
            return False
        _learn(comment, is_spam=False, at=at, is_quiet=True)
        return True


def take_back_quiet(comment_id: int) -> None:
    """Unlearn a comment that was learned without a decision; harmless for any other."""
    with transaction.atomic():
        lesson = Lesson.objects.select_for_update().filter(comment=comment_id, is_quiet=True)
        for found in lesson.select_related("comment"):
            _take_back(found, found.comment)


def draw_lines() -> None:
    """Set the lines anew from the newest decisions of this site's own moderators."""
    approved = Comment.objects.filter(
        state=State.APPROVED, decided_at__isnull=False, score__isnull=False
    )
    newest = approved.order_by("-decided_at", "-pk").values_list("score", flat=True)[:LOOKED_AT]
    row = model()
    drawn = lines([p for p in newest if p is not None], spam=row.spam)
    spam_from = None if row.stopped_at else drawn.spam
    SpamModel.objects.filter(pk=_ONLY_ROW).update(likely_from=drawn.likely, spam_from=spam_from)


def forget_old(*, at: datetime, keep: int = KEPT) -> int:
    """Unlearn, to the last count, what was taught too long ago, but for the newest ``keep``
    lessons; returns how many those were. Words that no lesson stands for any more go too."""
    newest = list(Lesson.objects.order_by("-at", "-pk").values_list("pk", flat=True)[:keep])
    old = Lesson.objects.filter(at__lt=at - LIFE).exclude(pk__in=newest).order_by("at")
    lessons = list(old[:AT_ONCE])
    for lesson in lessons:
        with transaction.atomic():
            _count(lesson, by=-1)
            lesson.delete()
    SpamToken.objects.filter(spam=0, ham=0).delete()
    return len(lessons)


def count_fired(at: datetime) -> int:
    """Count on how many of the comments that came since the last time each rule spoke; returns
    how many comments those were, at most ``LOOKED_AT``."""
    with transaction.atomic():
        SpamModel.objects.get_or_create(pk=_ONLY_ROW)
        row = SpamModel.objects.select_for_update().get(pk=_ONLY_ROW)
        # What is being written now may get a smaller number than what is read here.
        came = Comment.objects.filter(pk__gt=row.counted_to, created_at__lt=at - _WRITTEN)
        found = list(came.order_by("pk").only("reasons", "created_at")[:LOOKED_AT])
        said = Counter(
            (code, comment.created_at.date()) for comment in found for code in spoke(comment)
        )
        for (code, day), times in sorted(said.items()):
            tally, _made = RuleTally.objects.get_or_create(code=code, day=day)
            RuleTally.objects.filter(pk=tally.pk).update(fired=F("fired") + times)
        if found:
            SpamModel.objects.filter(pk=row.pk).update(counted_to=found[-1].pk)
    return len(found)


def _label(comment: Comment) -> bool | None:
    """True for spam, False for approved, None where nothing is taught."""
    if comment.decided_at is None or comment.user_id is not None:
        return None
    return {State.SPAM: True, State.APPROVED: False}.get(State(comment.state))


def _may_teach(comment: Comment, *, at: datetime) -> bool:
    """One lesson for each distinct text, few from one writer a day: nobody poisons the counts."""
    if not comment.text or Lesson.objects.filter(text_hash=comment.text_hash).exists():
        return False
    writer = _writer(comment)
    recent = Lesson.objects.filter(writer=writer, at__gt=at - DAY)
    return not writer or recent.count() < PER_WRITER


def _writer(comment: Comment) -> str:
    """The same for all comments of one writer, as far as is known; empty when nothing is."""
    if comment.identity_id:
        return f"#{comment.identity_id}"
    return comment.email_hmac or comment.network_hmac


def _learn(comment: Comment, *, is_spam: bool, at: datetime, is_quiet: bool = False) -> None:
    hashes = sorted(score(comment.text).tokens)
    lesson = Lesson.objects.create(
        comment=comment,
        is_spam=is_spam,
        is_quiet=is_quiet,
        hashes=pack(hashes),
        text_hash=comment.text_hash,
        writer=_writer(comment),
        at=at,
    )
    SpamToken.objects.bulk_create(
        [SpamToken(hash=token) for token in hashes], ignore_conflicts=True
    )
    SpamModel.objects.get_or_create(pk=_ONLY_ROW)
    _count(lesson, by=1)
    _tally(lesson, comment, by=1)


def _take_back(lesson: Lesson, comment: Comment) -> None:
    _count(lesson, by=-1)
    _tally(lesson, comment, by=-1)
    lesson.delete()


def _count(lesson: Lesson, *, by: int) -> None:
    column = "spam" if lesson.is_spam else "ham"
    hashes = unpack(bytes(lesson.hashes))
    SpamToken.objects.filter(hash__in=hashes).update(**{column: F(column) + by})
    counts = [column, "quiet"] if lesson.is_quiet else [column]
    SpamModel.objects.filter(pk=_ONLY_ROW).update(**{name: F(name) + by for name in counts})


def _tally(lesson: Lesson, comment: Comment, *, by: int) -> None:
    """Keep for each rule that spoke whether the moderator agreed; silence says nothing of that."""
    if lesson.is_quiet:
        return
    column = "confirmed" if lesson.is_spam else "overturned"
    for code in sorted(spoke(comment)):
        row, _made = RuleTally.objects.get_or_create(code=code, day=lesson.at.date())
        RuleTally.objects.filter(pk=row.pk).update(**{column: F(column) + by})


def spoke(comment: Comment) -> set[str]:
    """The codes of the checks and rules that spoke against a comment."""
    codes = {reason.get("code", "") for reason in comment.reasons} - {"score", "first", ""}
    for reason in comment.reasons:
        codes |= {part["code"] for part in reason.get("parts", ()) if part.get("points", 0) > 0}
    return codes
