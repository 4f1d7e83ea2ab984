"""What the site learned, in the database: looked up, added to, and taken back to the last count.

Rows are written in the order of their hashes, so that two workers never wait for each other in a
circle, and by adding in the database, so that none of their counts is lost.
"""

from __future__ import annotations

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

    Only a person's "approve" and "spam" teach. Doing it twice is harmless.
    """
    with transaction.atomic():
        wanted = _label(comment)
        lesson = Lesson.objects.filter(comment=comment).first()
        if lesson and lesson.is_spam != wanted:
            _take_back(lesson, comment)
            lesson = None
        if lesson is None and wanted is not None and _may_teach(comment, at=at):
            _learn(comment, is_spam=wanted, at=at)


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
            _count(unpack(bytes(lesson.hashes)), is_spam=lesson.is_spam, by=-1)
            lesson.delete()
    SpamToken.objects.filter(spam=0, ham=0).delete()
    return len(lessons)


def _label(comment: Comment) -> bool | None:
    """True for spam, False for approved, None where nothing is taught."""
    if comment.decided_at is None or comment.user_id is not None:
        return None
    return {State.SPAM: True, State.APPROVED: False}.get(State(comment.state))


def _may_teach(comment: Comment, *, at: datetime) -> bool:
    """One lesson for each distinct text, few from one writer a day: nobody poisons the counts."""
    if not comment.text or Lesson.objects.filter(text_hash=comment.text_hash).exists():
        return False
    writer = comment.email_hmac or comment.network_hmac
    recent = Lesson.objects.filter(writer=writer, at__gt=at - DAY)
    return not writer or recent.count() < PER_WRITER


def _learn(comment: Comment, *, is_spam: bool, at: datetime) -> None:
    hashes = sorted(score(comment.text).tokens)
    Lesson.objects.create(
        comment=comment,
        is_spam=is_spam,
        hashes=pack(hashes),
        text_hash=comment.text_hash,
        writer=comment.email_hmac or comment.network_hmac,
        at=at,
    )
    SpamToken.objects.bulk_create(
        [SpamToken(hash=token) for token in hashes], ignore_conflicts=True
    )
    SpamModel.objects.get_or_create(pk=_ONLY_ROW)
    _count(hashes, is_spam=is_spam, by=1)
    _tally(comment, is_spam=is_spam, at=at, by=1)


def _take_back(lesson: Lesson, comment: Comment) -> None:
    _count(unpack(bytes(lesson.hashes)), is_spam=lesson.is_spam, by=-1)
    _tally(comment, is_spam=lesson.is_spam, at=lesson.at, by=-1)
    lesson.delete()


def _count(hashes: list[int], *, is_spam: bool, by: int) -> None:
    column = "spam" if is_spam else "ham"
    SpamToken.objects.filter(hash__in=hashes).update(**{column: F(column) + by})
    SpamModel.objects.filter(pk=_ONLY_ROW).update(**{column: F(column) + by})


def _tally(comment: Comment, *, is_spam: bool, at: datetime, by: int) -> None:
    """Keep for each rule that spoke whether the moderator agreed."""
    column = "confirmed" if is_spam else "overturned"
    for code in sorted(spoke(comment)):
        row, _made = RuleTally.objects.get_or_create(code=code, day=at.date())
        RuleTally.objects.filter(pk=row.pk).update(**{column: F(column) + by})


def spoke(comment: Comment) -> set[str]:
    """The codes of the checks and rules that spoke against a comment."""
    codes = {reason.get("code", "") for reason in comment.reasons} - {"score", "first", ""}
    for reason in comment.reasons:
        codes |= {part["code"] for part in reason.get("parts", ()) if part.get("points", 0) > 0}
    return codes
