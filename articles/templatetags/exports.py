"""Puts what reference managers look for into a story's page."""

from __future__ import annotations

from django import template

from articles.exports import coins_values, story_record
from articles.reading import Story
from core.moulds import cast
from literature.exports import FORMATS
from literature.formatting import format_in_every_style
from literature.templatetags.literature import reference

register = template.Library()


@register.simple_tag
def coins(story: Story) -> str:
    """The spans by which Zotero finds the story and its sources: ``{% coins story %}``."""
    return cast("components/_coins.html", {"values": coins_values(story)})


@register.simple_tag
def cite_story(story: Story) -> str:
    """How the story itself is cited, in every style: ``{% cite_story story %}``."""
    found = format_in_every_style(story_record(story.edition, story.bylines))
    references = [{"name": name, "key": key, "text": reference(runs)} for name, key, runs in found]
    stem = f"{story.edition.get_absolute_url()}citation"
    words = {"stem": stem, "formats": _formats(), "references": references}
    return cast("components/_cite_story.html", words)


@register.simple_tag
def export_links(address: str, name: str) -> str:
    """Links to a file in every format: ``{% export_links address "references" %}``."""
    stem = f"{address}{name}"
    return cast("components/_export_links.html", {"stem": stem, "formats": _formats()})


def _formats() -> list[dict[str, str]]:
    return [
        {"name": str(one.name), "suffix": one.suffix, "media_type": one.media_type}
        for one in FORMATS.values()
    ]
