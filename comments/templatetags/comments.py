"""Puts a story's comments and their form into its page, and readers' words into any other."""

from __future__ import annotations

from typing import Any

from django import template

from articles.models import Article
from comments import threads
from comments.forms import form_context
from comments.text import shown

register = template.Library()


@register.inclusion_tag("comments/_comments.html")
def comment_thread(article: Article) -> dict[str, Any]:
    """The comments under a story and the form, the same for every reader; one query."""
    context = form_context(article)
    return context | {"thread": threads.load(article)}


register.filter("shown", shown)
