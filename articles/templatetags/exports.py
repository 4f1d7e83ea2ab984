"""Puts what reference managers look for into a story's page."""

from __future__ import annotations

from typing import Any

from django import template

from articles.exports import coins_values, story_record
from articles.reading import Story
from literature.exports import FORMATS
from literature.formatting import format_in_every_style

register = template.Library()


@register.inclusion_tag("components/_coins.html")
def coins(story: Story) -> dict[str, Any]:
    """The spans by which Zotero finds the story and its sources: ``{% coins story %}``."""
    return {"values": coins_values(story)}


@register.inclusion_tag("components/_cite_story.html")
def cite_story(story: Story) -> dict[str, Any]:
    """How the story itself is cited, in every style: ``{% cite_story story %}``."""
    record = story_record(story.edition, story.bylines)
    return {
        "stem": f"{story.edition.get_absolute_url()}citation",
        "formats": FORMATS.values(),
        "references": format_in_every_style(record),
    }


@register.inclusion_tag("components/_export_links.html")
def export_links(address: str, name: str) -> dict[str, Any]:
    """Links to a file in every format: ``{% export_links address "references" %}``."""
    return {"stem": f"{address}{name}", "formats": FORMATS.values()}
