"""The front page: the newest story large, three beside it, then what is new in each section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from articles.cards import Card, signed_cards
from articles.models import Edition
from taxonomy.models import Section
from taxonomy.tree import SectionTree

BESIDE = 3
IN_SECTION = 4
LATEST = 8
# The newest stories among which the sections find theirs.
WEIGHED = 200


@dataclass(frozen=True)
class Block:
    """A section on the front page."""

    section: Section
    below: list[Section]
    cards: list[Card]

    @property
    def pictured(self) -> Card | None:
        """The first story, where it has a picture and others stand beside it."""
        first = self.cards[0]
        return first if first.story.lead_image and len(self.cards) > 1 else None

    @property
    def others(self) -> list[Card]:
        return self.cards[1:] if self.pictured else self.cards[:3]


@dataclass(frozen=True)
class Front:
    """All stories of the front page; the lead is None on a site without stories."""

    lead: Card | None
    beside: list[Card]
    blocks: list[Block]
    latest: list[Card]


def front(tree: SectionTree, *, at: datetime) -> Front:
    """Choose and read the stories of the front page, in a fixed number of queries."""
    newest = list(
        Edition.objects.live(at)
        .order_by("-sort_at", "-id")
        .values_list("pk", "section_id")[:WEIGHED]
    )
    top = [pk for pk, _section in newest[: 1 + BESIDE]]
    latest = [pk for pk, _section in newest[:LATEST]]
    per_section = _by_root(tree, newest[1 + BESIDE :])
    wanted = {*top, *latest, *(pk for pks in per_section.values() for pk in pks)}
    cards = _read(wanted, at)
    blocks = [
        Block(section, _menu_below(tree, section), [cards[pk] for pk in per_section[section.pk]])
        for section in tree.menu
        if section.pk in per_section
    ]
    chosen = [cards[pk] for pk in top]
    return Front(
        lead=chosen[0] if chosen else None,
        beside=chosen[1:],
        blocks=blocks,
        latest=[cards[pk] for pk in latest],
    )


def _menu_below(tree: SectionTree, section: Section) -> list[Section]:
    return [child for child in tree.children(section) if child.is_active]


def _by_root(tree: SectionTree, rows: Sequence[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for pk, section_id in rows:
        section = tree.get(section_id)
        own = found.setdefault(tree.root_of(section).pk, []) if section else []
        if len(own) < IN_SECTION:
            own.append(pk)
    return found


def _read(pks: set[int], at: datetime) -> dict[int, Card]:
    rows = Edition.objects.live(at).filter(pk__in=pks).for_lists().with_bylines()
    return {card.story.pk: card for card in signed_cards(list(rows))}
