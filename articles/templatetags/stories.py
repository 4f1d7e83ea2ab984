"""Sets the pieces of a story's page of which only the words change."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.translation import ngettext

from articles.models import Person
from articles.people import Line
from articles.reading import Reference, Story
from core import wall_time
from core.html import trusted
from core.links import absolute
from core.moulds import cast
from literature.templatetags.literature import reference as written
from taxonomy.models import Tag

register = template.Library()


@register.simple_tag
def byline(story: Story) -> str:
    """Who wrote a story, its kind, and its dates: ``{% byline story %}``."""
    corrected = story.corrected
    words = {
        "people": [_line(line) for line in story.byline],
        "kind": story.kind_words,
        "published": None if story.is_undated else _moment(story.edition.sort_at),
        "updated": _moment(story.updated) if story.updated else None,
        "corrected": {"iso": wall_time.iso(corrected), "shown": wall_time.day(corrected)}
        if corrected
        else None,
        "minutes": _minutes(story.minutes) if story.minutes else "",
    }
    return cast("components/_byline.html", words)


@register.simple_tag
def references(found: list[Reference]) -> str:
    """The list of references: ``{% references story.references %}``."""
    items = [_item(one, number) for number, one in enumerate(found, start=1)]
    return cast("components/_references.html", {"items": trusted("".join(items))})


@register.simple_tag
def topics(tags: list[Tag]) -> str:
    """What a story is filed under; empty for nothing: ``{% topics story.tags %}``."""
    found = [{"name": tag.name, "address": tag.get_absolute_url()} for tag in tags]
    return cast("components/_tags.html", {"tags": found}) if found else ""


@register.simple_tag
def article_meta(story: Story) -> str:
    """What cards on other sites say of an article: ``{% article_meta story %}``."""
    words = {
        "published": wall_time.iso(story.edition.sort_at),
        "modified": wall_time.iso(story.changed),
        "section": story.edition.section.name,
        "authors": [_whole_address(person) for person in story.authors],
        "tags": [tag.name for tag in story.tags],
    }
    return cast("components/_article_meta.html", words)


def _line(line: Line) -> dict[str, str]:
    return {
        "words": line.words,
        "name": line.person.full_name,
        "address": line.person.get_absolute_url(),
        "job_title": line.job_title,
        "credential": line.credential,
    }


def _whole_address(person: Person) -> str:
    return absolute(person.get_absolute_url())


def _moment(moment: datetime | None) -> dict[str, str]:
    return {"iso": wall_time.iso(moment), "shown": wall_time.zoned(moment)}


def _minutes(number: int) -> str:
    return ngettext("%(n)s minute", "%(n)s minutes", number) % {"n": number}


def _item(reference: Reference, number: int) -> str:
    citation, published = reference.citation, reference.published
    words = {
        "key": citation.key,
        "number": str(number),
        "is_retracted": reference.is_retracted,
        "text": written(reference.runs),
        "relation_words": reference.relation_words,
        "published": {
            "where": published.where,
            "address": published.address,
            "doi": published.doi,
        }
        if published
        else None,
        "locator": citation.locator,
        "is_marked": reference.is_marked,
        "work": citation.work.get_absolute_url() if citation.work and reference.stories else "",
        "stories": str(reference.stories),
    }
    return cast("components/_reference.html", words)
