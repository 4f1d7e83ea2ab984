"""How open the site and a story are, switched by moderators; and where a new comment goes.

The site's mode only ever narrows what a story says.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import page_tags
from articles.models import Article
from comments import permissions
from comments.mode_models import ClosedByClock, SiteMode
from comments.models import Comment
from comments.spam import estimate
from comments.spam.scoring import Verdict
from comments.states import State
from core import audit
from core.errors import Refused
from core.models import User
from core.pages import tags
from core.pages.watch import exactly

Mode = SiteMode.Mode
TRUSTED_FROM, MEMORY = 3, timedelta(days=90)
LONGEST = 3_650
AT_ONCE = 200
_KEPT, ONLY_ROW = 30.0, 1


class Known(NamedTuple):
    """The mode, when all pages were last forgotten as it was read, until when this counts, and
    until when comments wait everywhere because very many came."""

    mode: str
    cleared: int
    ends: float
    held_until: datetime | None


_known: dict[int, Known] = {}


def site() -> SiteMode:
    """The site's row; a fresh one, unsaved, while nobody set anything."""
    return SiteMode.objects.filter(pk=ONLY_ROW).first() or SiteMode(pk=ONLY_ROW)


def mode() -> str:
    """The site's mode, at most half a minute old in another process; on a kept page never old.

    Remembered by each process for itself: nobody waits for another service to read a story.
    """
    return _now().mode


def waits_until() -> datetime | None:
    """Until when comments wait everywhere because very many came, known as the mode is; also a
    moment that is over."""
    return _now().held_until


def waits(article: Article, *, at: datetime) -> bool:
    """Whether each comment under a story waits for a moderator for a while."""
    moments = (article.comments_held_until, waits_until())
    return any(moment is not None and moment > at for moment in moments)


def remember(mode: str, *, cleared: int, held_until: datetime | None = None) -> Known:
    """Ask the database no more until half a minute is over or all pages are forgotten."""
    _known[ONLY_ROW] = Known(mode, cleared, time.monotonic() + _KEPT, held_until)
    return _known[ONLY_ROW]


def _now() -> Known:
    known = _known.get(ONLY_ROW)
    cleared = tags.last_cleared()
    if known is None or known.cleared != cleared or known.ends < time.monotonic():
        row = site()
        known = remember(row.mode, cleared=cleared, held_until=row.held_until)
    return known


def drop() -> None:
    """Ask the database the next time."""
    _known.clear()


def set_site(mode: str, *, by: User, close_after_days: int | None) -> None:
    """Set the site's mode and the age at which stories close.

    Raises ``Refused`` without the right, or for a mode or number that is none.
    """
    _check_right(by)
    if mode not in Mode.values:
        raise Refused(_("Choose how the site takes comments."), field="mode")
    if close_after_days is not None and not 1 <= close_after_days <= LONGEST:
        raise Refused(_("Give a number of days from 1 to 3,650."), field="close_after_days")
    with transaction.atomic():
        set_to = {"mode": mode, "close_after_days": close_after_days}
        row, _is_new = SiteMode.objects.update_or_create(pk=ONLY_ROW, defaults=set_to)
        data = {"mode": mode, "close_after_days": close_after_days}
        audit.record(by, "comment.site_mode", row, data=data)
    drop()
    tags.forget_everything()  # every story's page says whether it takes comments


def set_story(article: Article, mode: str, *, by: User) -> None:
    """Open a story for comments, have each read first, or close it."""
    _check_right(by)
    if mode not in Article.Comments.values:
        raise Refused(_("Choose how the story takes comments."))
    if article.is_withdrawn and mode != Article.Comments.CLOSED:
        raise Refused(_("The story is withdrawn. It takes no comments."))
    with transaction.atomic(), exactly(page_tags.story(article.pk)):
        rows = Article.objects.filter(pk=article.pk).exclude(comments_mode=mode)
        if rows.update(comments_mode=mode, version=F("version") + 1):
            article.comments_mode = mode
            audit.record(by, "article.set_comments", article, data={"mode": mode})


def close_old(at: datetime) -> int:
    """Close the stories that have grown too old, each once; returns how many."""
    days = site().close_after_days
    if days is None:
        return 0
    open_ones = Article.objects.exclude(comments_mode=Article.Comments.CLOSED)
    old = open_ones.filter(first_published_at__lte=at - timedelta(days=days))
    waiting = old.exclude(pk__in=ClosedByClock.objects.values("article")).order_by("pk")
    closed = 0
    for article in waiting[:AT_ONCE]:
        with transaction.atomic(), exactly(page_tags.story(article.pk)):
            _row, is_first = ClosedByClock.objects.get_or_create(
                article=article, defaults={"at": at}
            )
            rows = Article.objects.filter(pk=article.pk)
            rows.update(comments_mode=Article.Comments.CLOSED, version=F("version") + 1)
            audit.record(None, "article.close_comments", article, data={"after_days": days})
            closed += is_first
    return closed


def destination(comment: Comment, *, at: datetime | None = None) -> State:
    """Where a reader's new comment goes: to the page, the queue, or the spam list.

    Unread it appears only where story and site are open, from a confirmed writer with three
    approved comments and no other in ninety days, when nothing speaks against the text, and when
    not too many came at once.
    """
    verdict = estimate.verdict(comment)
    if verdict == Verdict.SPAM:
        return State.SPAM
    article = comment.article
    is_open = article.comments_mode == Article.Comments.OPEN and mode() == Mode.OPEN
    is_open = is_open and not waits(article, at=at or timezone.now())
    if is_open and verdict == Verdict.NORMAL and _is_trusted(comment):
        return State.PUBLISHED
    return State.HELD


def _is_trusted(comment: Comment) -> bool:
    if comment.identity_id is None or any(
        reason.get("code") not in {"score", "first"} for reason in comment.reasons
    ):
        return False
    theirs = Comment.objects.filter(identity=comment.identity_id).order_by("-id")
    recent = theirs.filter(created_at__gt=comment.created_at - MEMORY)
    states = set(recent.exclude(pk=comment.pk).values_list("state", flat=True)[:50])
    approved = theirs.filter(state=State.APPROVED)[:TRUSTED_FROM].count()
    return approved >= TRUSTED_FROM and not states & {State.REJECTED, State.SPAM}


def _check_right(by: User) -> None:
    if not permissions.may_moderate(by):
        raise Refused(_("Deciding on comments is not among your rights."))
