"""Puts a story's comments and their form into its page, and readers' words into any other."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from articles.models import Article, Edition
from comments import form_setting, linked, threads
from comments.forms import form_context
from comments.setting import Setting
from comments.text import shown
from comments.threads import Thread

register = template.Library()


@register.inclusion_tag("comments/_comments.html")
def comment_thread(article: Article, edition: Edition | None = None) -> dict[str, Any]:
    """The comments under an edition of a story, and the form; the same for every reader.

    One query.
    """
    context = form_context(article, edition)
    thread = threads.load(article, edition=edition)
    return context | {"thread": thread, "linked": linked.graph_of(thread, edition)}


@register.simple_tag(takes_context=True)
def comment_form(context: Context) -> str:
    """The form for a comment; the page has what ``comments.forms.form_context`` gives."""
    return form_setting.form_html(context.flatten())


register.simple_tag(form_setting.field_html, name="comment_field")


@register.simple_tag
def comments_of(thread: Thread, article: Article, is_open: Any, page: str = "") -> str:
    """The comments of a page; ``page`` is the story's address where they do not stand in it."""
    return Setting(article, bool(is_open), page or "").thread(thread)


register.filter("shown", shown)
