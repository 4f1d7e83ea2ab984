"""Choosing by hand which stories stand beside one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles import page_tags, permissions
from articles.models import Article, Edition, RelatedPick
from articles.related import SHOWN
from core import audit
from core.errors import Refused, Stale
from core.models import User
from core.pages.watch import exactly


def picked(article: Article) -> list[Article]:
    """The stories the desk chose, in their order, whether readers see them or not. One query."""
    return [row.other for row in article.picks.select_related("other").order_by("position")]


def shown_names(articles: Sequence[Article], *, at: datetime) -> dict[int, Edition]:
    """The edition of each that readers saw last; one to come is not told of. One query."""
    rows = Edition.objects.filter(article__in=articles, live_from__lte=at).order_by("live_from")
    return {row.article_id: row for row in rows.only("article_id", "path", "headline")}


def pick(
    article: Article,
    others: Sequence[Article],
    *,
    by: User,
    seen: Sequence[int],
    at: datetime,
) -> None:
    """Let these stories, and no others, stand beside the story, in this order.

    Refuses without the right to edit the story, more stories than are shown, one twice, the story
    itself, and a new one that readers cannot see at ``at``. ``Stale`` when what was chosen is no
    longer ``seen``. In one transaction: the choice and the log.
    """
    numbers = [other.pk for other in others]
    _check(article, others, by=by)
    with transaction.atomic(), exactly(page_tags.story(article.pk)):
        Article.objects.select_for_update().get(pk=article.pk)
        before = [one.pk for one in picked(article)]
        if before != list(seen):
            said = _("Somebody else chose stories here meanwhile. Look at them again.")
            raise Stale(said, current=0)
        _check_readable([other for other in others if other.pk not in before], at=at)
        if before == numbers:
            return
        article.picks.all().delete()
        RelatedPick.objects.bulk_create(
            RelatedPick(article=article, other=other, position=position)
            for position, other in enumerate(others)
        )
        audit.record(by, "article.pick_related", article, data={"stories": numbers}, at=at)


def _check(article: Article, others: Sequence[Article], *, by: User) -> None:
    if article.latest is None or not permissions.may_edit(by, article.latest):
        raise Refused(_("Who edits stories chooses what stands beside them."))
    if len(others) > SHOWN:
        raise Refused(_("At most %d stories stand beside one.") % SHOWN)
    if article in others:
        raise Refused(_("A story does not stand beside itself."))
    if len(set(others)) < len(others):
        raise Refused(_("A story stands there once."))


def _check_readable(others: Sequence[Article], *, at: datetime) -> None:
    live = Edition.objects.live(at).filter(article__in=others)
    readable = set(live.values_list("article_id", flat=True))
    if any(other.pk not in readable for other in others):
        raise Refused(_("Choose stories that readers can see."))
