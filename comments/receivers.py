"""What this room does when a fact is announced below it."""

from __future__ import annotations

from typing import Any

from articles.models import Article
from comments import opening
from core.models import User


def close_withdrawn(
    sender: type[Article], *, article_id: int, by_id: int | None = None, **facts: Any
) -> None:
    """A withdrawn story takes no more comments."""
    article = Article.objects.filter(pk=article_id).first()
    if article is not None:
        opening.close(article, by=User.objects.filter(pk=by_id or 0).first())
