"""When very many comments come at once, each waits for a moderator for a while: under one story, or
everywhere. It begins and ends by itself; moderators are told, and can end it or make it longer.

Counted are the comments that were kept, in the database, so that all processes count together.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from articles import page_tags
from articles.models import Article
from comments import modes, permissions
from comments.mode_models import SiteMode
from comments.models import Comment
from core import audit
from core.errors import Refused
from core.models import User
from core.pages import tags
from core.pages.watch import exactly
from core.wall_time import zoned

logger = logging.getLogger(__name__)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
SHOWN = 10


@dataclass(frozen=True)
class Calm:
    """A while in which each comment waits: until when, and under which story; None: everywhere."""

    until: datetime
    article: Article | None = None

    @property
    def sentence(self) -> str:
        """What moderators read."""
        words = {"until": zoned(self.until), "story": self.article}
        if self.article is None:
            return _("Very many comments came. Until %(until)s each one waits for you.") % words
        kept = _("Very many comments came under “%(story)s”. Until %(until)s each waits for you.")
        return kept % words


def watch(comment: Comment, *, at: datetime) -> None:
    """Count a comment that was just kept, and let all wait for a while if they are too many.

    At most three queries; what came before the last such while was over counts no more.
    """
    site = modes.waits_until()
    if site and site > at:
        return
    article = comment.article
    since = max(at - MINUTE, article.comments_held_until or at - MINUTE)
    if since <= at and _is_full(article, since=since):
        _begin_story(article, at=at)
    since = max(at - HOUR, site or at - HOUR)
    if _is_site_full(comment, since=since):
        _begin_site(at=at)


def in_force(at: datetime) -> list[Calm]:
    """What waits now, the site first and ten stories at most. One query beside what is known."""
    site = modes.waits_until()
    found = [Calm(site)] if site and site > at else []
    rows = Article.objects.select_related("latest").filter(comments_held_until__gt=at)
    stories = rows.order_by("-comments_held_until")[:SHOWN]
    return found + [Calm(article.comments_held_until or at, article) for article in stories]


def sentences(at: datetime) -> list[str]:
    """The same for the desk, as sentences."""
    return [calm.sentence for calm in in_force(at)]


def end(article: Article | None, *, by: User, at: datetime) -> None:
    """Let comments under a story, or everywhere with None, appear again as its mode says.

    Raises ``Refused`` without the right, or when it is over.
    """
    _set(article, at, by=by, at=at, act="comment.end_flood")


def prolong(article: Article | None, *, by: User, at: datetime) -> None:
    """Let comments wait for as long again. Raises ``Refused`` as ``end`` does."""
    present = article.comments_held_until if article else modes.site().held_until
    until = (present or at) + _length()
    _set(article, until, by=by, at=at, act="comment.prolong_flood")


def next_end(at: datetime) -> datetime | None:
    """When the whole site's while is over, for pages that say so."""
    rows = SiteMode.objects.filter(held_until__gt=at)
    return rows.values_list("held_until", flat=True).first()


def _is_full(article: Article, *, since: datetime) -> bool:
    size = settings.COMMENT_STORY_RATE
    if size < 1:
        return False
    rows = Comment.objects.filter(article=article, created_at__gt=since).order_by("-created_at")
    return bool(rows.values_list("pk")[size - 1 : size])


def _is_site_full(comment: Comment, *, since: datetime) -> bool:
    """Numbers grow: only where the one so many before is young can there be too many."""
    size = settings.COMMENT_SITE_RATE
    if size < 1 or comment.pk < size:
        return False
    before = Comment.objects.filter(pk__lte=comment.pk - size + 1).order_by("-pk")
    moment = before.values_list("created_at", flat=True).first()
    if moment is None or moment <= since:
        return False
    rows = Comment.objects.order_by("-pk").values_list("created_at", flat=True)
    return any(moment > since for moment in rows[size - 1 : size])


def _begin_story(article: Article, *, at: datetime) -> None:
    until = article.comments_held_until = at + _length()  # also where another process was first
    free = Q(comments_held_until=None) | Q(comments_held_until__lte=at)
    with transaction.atomic(), exactly(page_tags.story(article.pk)):
        if not Article.objects.filter(free, pk=article.pk).update(comments_held_until=until):
            return
        data = {"until": until.isoformat(), "comments": settings.COMMENT_STORY_RATE}
        audit.record(None, "comment.flood", article, data=data, at=at)
    logger.warning("Very many comments under story %d: each waits until %s.", article.pk, until)


def _begin_site(*, at: datetime) -> None:
    until = at + _length()
    free = Q(held_until=None) | Q(held_until__lte=at)
    with transaction.atomic():
        row, _is_new = SiteMode.objects.get_or_create(pk=modes.ONLY_ROW)
        if not SiteMode.objects.filter(free, pk=row.pk).update(held_until=until):
            return
        data = {"until": until.isoformat(), "comments": settings.COMMENT_SITE_RATE}
        audit.record(None, "comment.flood", row, data=data, at=at)
    _forget_site()
    logger.warning("Very many comments on the whole site: each waits until %s.", until)


def _set(article: Article | None, until: datetime, *, by: User, at: datetime, act: str) -> None:
    """The right and the moment are looked at in one step, so that two do not overtake."""
    if not permissions.may_moderate(by):
        raise Refused(_("Deciding on comments is not among your rights."))
    over = Refused(_("That is over already: comments appear as the mode says."))
    with transaction.atomic(), exactly(*([page_tags.story(article.pk)] if article else [])):
        if article:
            rows = Article.objects.filter(pk=article.pk, comments_held_until__gt=at)
            changed = rows.update(comments_held_until=until)
        else:
            changed = SiteMode.objects.filter(held_until__gt=at).update(held_until=until)
        if not changed:
            raise over
        data = {"until": until.isoformat()}
        audit.record(by, act, article or modes.site(), data=data, at=at)
    if article:
        article.comments_held_until = until
    else:
        _forget_site()


def _forget_site() -> None:
    modes.drop()
    tags.forget_everything()  # the form in every story's page says whether comments wait


def _length() -> timedelta:
    return timedelta(minutes=settings.COMMENT_FLOOD_MINUTES)
