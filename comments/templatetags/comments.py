"""Puts a story's comments and their form into its page, and readers' words into any other."""

from __future__ import annotations

from django import template
from django.template import Context

from articles.models import Article, Edition
from comments import form_setting, linked, threads
from comments.forms import form_context
from comments.setting import thread_html
from comments.text import shown
from core.moulds import cast
from core.templatetags.core import json_ld

register = template.Library()


@register.simple_tag
def comment_thread(article: Article, edition: Edition | None = None) -> str:
    """The comments under an edition of a story, and the form; the same for every reader.

    One query.
    """
    context = form_context(article, edition)
    is_open = context["is_open"]
    found = threads.load(article, edition=edition)
    graph = linked.graph_of(found, edition)
    words = {
        "count": str(article.comment_count or ""),
        "thread": thread_html(found, article, is_open=is_open),
        "linked": json_ld(graph) if graph else "",
        "form": form_setting.form_html(context) if is_open else "",
    }
    return cast("comments/_comments.html", words)


@register.simple_tag(takes_context=True)
def comment_form(context: Context) -> str:
    """The form for a comment; the page has what ``comments.forms.form_context`` gives."""
    return form_setting.form_html(context.flatten())


register.simple_tag(form_setting.field_html, name="comment_field")


register.simple_tag(thread_html, name="thread")
register.filter("shown", shown)
