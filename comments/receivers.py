"""What this room does when a fact is announced below it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from articles.models import Article
from comments import akismet, opening, reports, telling
from comments.models import Decision
from core.models import User


def close_withdrawn(
    sender: type[Article], *, article_id: int, by_id: int | None = None, **facts: Any
) -> None:
    """A withdrawn story takes no more comments."""
    article = Article.objects.filter(pk=article_id).first()
    if article is not None:
        opening.close(article, by=User.objects.filter(pk=by_id or 0).first())


def close_reports(sender: type[Decision], *, decision_id: int, **facts: Any) -> None:
    """A decision that stood settles the reports on its comment."""
    decision = Decision.objects.filter(pk=decision_id).first()
    if decision is not None:
        reports.close(decision)


def report_decision(sender: type[Decision], *, decision_id: int, **facts: Any) -> None:
    """A decision that stands is reported to Akismet where it had said otherwise."""
    decision = Decision.objects.filter(pk=decision_id).first()
    if decision is not None:
        akismet.hear(decision, at=timezone.now())


def tell_writer(sender: type[Decision], *, decision_id: int, **facts: Any) -> None:
    """The writer of a rejected comment is told what the moderator wrote."""
    decision = Decision.objects.select_related("comment").filter(pk=decision_id).first()
    if decision is not None:
        telling.tell_writer(decision, at=timezone.now())
