"""Sets stories in lists: as cards, as rows, and in a line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django import template
from django.utils.text import capfirst

from articles.cards import Card
from articles.templatetags.sources import call_number, miniature
from core import wall_time
from core.html import trusted
from core.moulds import cast
from media.templatetags.pictures import picture as picture_html

register = template.Library()


@register.simple_tag
def card(
    card: Card,
    *,
    eyebrow: bool = False,
    standfirst: bool = False,
    picture: bool = False,
    number: int | None = None,
    size: str = "",
) -> str:
    """``{% card card eyebrow=True size="small" %}``; ``eyebrow`` names the section."""
    story = card.story
    section = story.section if eyebrow else None
    words = {
        "address": story.get_absolute_url(),
        "headline": story.headline,
        "section": {"name": section.name, "address": section.get_absolute_url()}
        if section
        else None,
        "standfirst": story.standfirst if standfirst else "",
        "picture": _picture(card, "(min-width: 60rem) 40rem, 100vw") if picture else "",
        "number": str(number or ""),
        "size": size,
        "source": miniature(card.mini),
    }
    return cast("components/_card.html", words)


@register.simple_tag
def small_cards(cards: Iterable[Card]) -> str:
    """Stories beside another one, each with its section; empty for none."""
    return trusted("".join([card(one, eyebrow=True, size="small") for one in cards]))


@register.simple_tag
def row(card: Card, *, picture: bool = False, below: bool = False) -> str:
    """``{% row card below=True %}``, where a heading stands above the list."""
    story, mini = card.story, card.mini
    words = {
        "address": story.get_absolute_url(),
        "headline": story.headline,
        "call": call_number(card.call, shape="line", is_retracted=card.is_retracted),
        "state": mini.state,
        "state_words": capfirst(str(mini.state_words)),
        "words": [capfirst(str(word)) for word in mini.words],
        "writers": card.writers,
        "published": _published(story.sort_at),
        "standfirst": story.standfirst,
        "picture": _picture(card, "15rem") if picture else "",
        "below": bool(below),
    }
    return cast("components/_row.html", words)


@register.simple_tag
def latest(card: Card) -> str:
    """A story in a list of the newest: ``{% latest card %}``."""
    words = {
        "address": card.story.get_absolute_url(),
        "headline": card.story.headline,
        "published": _published(card.story.sort_at),
        "source": miniature(card.mini),
    }
    return cast("components/_latest.html", words)


def _published(moment: datetime | None) -> dict[str, str]:
    return {"iso": wall_time.iso(moment), "day": wall_time.day(moment)}


def _picture(card: Card, sizes: str) -> str:
    image = card.story.lead_image
    return picture_html(image, "card", sizes=sizes) if image else ""
