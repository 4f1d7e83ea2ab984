"""Puts the ways to pass a story on under its text."""

from __future__ import annotations

from django import template
from django.conf import settings

from articles import sharing
from articles.models import Edition
from core.links import absolute
from core.moulds import cast

register = template.Library()


@register.simple_tag
def share_story(edition: Edition) -> str:
    """The story's address, and links that pass it on: ``{% share_story edition %}``."""
    address = absolute(edition.get_absolute_url())
    found = sharing.links(settings.SHARE_LINKS, title=edition.headline, url=address)
    words = {"address": address, "title": edition.headline, "links": found}
    return cast("components/_share.html", words)
