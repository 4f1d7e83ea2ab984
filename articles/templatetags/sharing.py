"""Puts the ways to pass a story on under its text."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings

from articles import sharing
from articles.models import Edition
from core.links import absolute

register = template.Library()


@register.inclusion_tag("components/_share.html")
def share_story(edition: Edition) -> dict[str, Any]:
    """The story's address, and links that pass it on: ``{% share_story edition %}``."""
    address = absolute(edition.get_absolute_url())
    return {
        "address": address,
        "title": edition.headline,
        "links": sharing.links(settings.SHARE_LINKS, title=edition.headline, url=address),
    }
