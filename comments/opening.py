"""Whether a story takes comments. Knows the story's switch and nothing of who asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from articles import page_tags
from articles.models import Article, Edition
from comments import modes
from core import audit
from core.models import User
from core.pages.watch import exactly
from core.prepared import Prepared

_EARLIER = 5


def is_open(article: Article) -> bool:
    """Whether readers may write under the story."""
    if article.comments_mode == Article.Comments.CLOSED or article.is_withdrawn:
        return False
    return modes.mode() != modes.Mode.CLOSED


def live_edition(article: Article | int, *, at: datetime) -> Edition | None:
    """The edition whose readers are writing, with its story; None while readers see none."""
    number = article if isinstance(article, int) else article.pk
    return next(iter(_live(at=at, article=number)), None)


@Prepared
def _live(*, at: datetime, article: int) -> QuerySet[Edition]:
    rows = Edition.objects.live(at).select_related("article").filter(article=article)
    return rows.order_by("pk")[:1]


def earlier_editions(article: Article, *, at: datetime) -> Iterable[Edition]:
    """The editions readers have seen before, newest first: what a form opened then may speak of."""
    rows = Edition.objects.filter(article=article, live_until__lte=at)  # past the gate: was public
    return rows.order_by("-live_until")[:_EARLIER].iterator()


def was_public(article: Article, *, at: datetime) -> bool:
    """Whether readers have ever seen the story, so that its being here is no secret."""
    return article.first_published_at is not None and article.first_published_at <= at


def close(article: Article, *, by: User | None) -> None:
    """Take no more comments under a story. What is there stays; doing it twice is harmless."""
    with transaction.atomic(), exactly(page_tags.story(article.pk)):
        rows = Article.objects.filter(pk=article.pk).exclude(comments_mode=Article.Comments.CLOSED)
        if rows.update(comments_mode=Article.Comments.CLOSED):
            article.comments_mode = Article.Comments.CLOSED
            audit.record(by, "article.close_comments", article)
