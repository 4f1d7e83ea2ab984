"""The fronts: what the desk arranged, filled up with what is newest.

The front page has a lead, three beside it, the desk's picks, what is new in each section and the
latest. A section's front has a lead and others above its list, where the desk arranged any.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from articles import arranging
from articles.arranging import Chosen
from articles.cards import Card, signed_cards
from articles.models import Edition, FrontSlot
from taxonomy.models import Section
from taxonomy.tree import SectionTree

BESIDE = 3
# Beside a section's picture, at least: one alone leaves the column empty.
BESIDE_PICTURE = 2
IN_SECTION = 4
LATEST = 8
# The newest stories among which the sections find theirs.
WEIGHED = 200
Place = FrontSlot.Place


@dataclass(frozen=True)
class Block:
    """A section on the front page: with one large picture, or with three headlines in a row."""

    section: Section
    below: list[Section]
    cards: list[Card]
    after_picture: bool = False

    @property
    def pictured(self) -> Card | None:
        """The first story with its picture, where enough stand beside it and none is above it."""
        if self.after_picture or len(self.cards) <= BESIDE_PICTURE:
            return None
        first = self.cards[0]
        return first if first.story.lead_image else None

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
    picks: list[Card] = field(default_factory=list)


@dataclass(frozen=True)
class SectionFront:
    """What the desk arranged on a section's page, as far as readers may see it."""

    lead: Card | None
    beside: list[Card]
    picks: list[Card]

    @property
    def articles(self) -> list[int]:
        shown = [*([self.lead] if self.lead else []), *self.beside, *self.picks]
        return [card.story.article_id for card in shown]


def front(tree: SectionTree, *, at: datetime, chosen: Chosen | None = None) -> Front:
    """Choose and read the stories of the front page, in a fixed number of queries.

    ``chosen`` is an arrangement to look at before it is saved; by default the saved one.
    """
    arranged = arranging.chosen(None, at=at) if chosen is None else chosen
    newest = list(
        Edition.objects.live(at)
        .order_by("-sort_at", "-id")
        .values_list("pk", "section_id", "article_id")[:WEIGHED]
    )
    places = _live(arranged, at)
    taken = {pk for pks in places.values() for pk in pks}
    free = [row for row in newest if row[0] not in taken]
    lead = (places[Place.LEAD] or [pk for pk, *_rest in free[:1]])[:1]
    free = [row for row in free if row[0] not in lead]
    room = BESIDE - len(places[Place.BESIDE])
    beside = [*places[Place.BESIDE], *(pk for pk, *_rest in free[: max(room, 0)])]
    latest = [pk for pk, *_rest in newest[:LATEST]]
    per_section = _by_root(tree, [row for row in free if row[0] not in beside])
    picks = places[Place.PICK]
    wanted = {*lead, *beside, *picks, *latest, *(pk for pks in per_section.values() for pk in pks)}
    cards = _read(wanted, at)
    blocks: list[Block] = []
    for section in tree.menu:
        if section.pk in per_section:
            own = [cards[pk] for pk in per_section[section.pk]]
            is_after = bool(blocks and blocks[-1].pictured)
            blocks.append(Block(section, _menu_below(tree, section), own, is_after))
    return Front(
        lead=cards[lead[0]] if lead else None,
        beside=[cards[pk] for pk in beside],
        blocks=blocks,
        latest=[cards[pk] for pk in latest],
        picks=[cards[pk] for pk in picks],
    )


def section_front(
    section: Section, *, at: datetime, chosen: Chosen | None = None
) -> SectionFront | None:
    """What the desk put on a section's front, or None where nothing of it can be read.

    One query where nothing is arranged.
    """
    arranged = arranging.chosen(section, at=at) if chosen is None else chosen
    if not any(arranged.values()):
        return None
    places = _live(arranged, at)
    cards = _read({pk for pks in places.values() for pk in pks}, at)
    if not cards:
        return None
    lead, beside, picks = (
        [cards[pk] for pk in places[place]] for place in (Place.LEAD, Place.BESIDE, Place.PICK)
    )
    return SectionFront(lead[0] if lead else None, beside, picks)


def _live(arranged: Chosen, at: datetime) -> dict[str, list[int]]:
    """The live editions of the chosen stories, by place; the others fall out."""
    wanted = [article for articles in arranged.values() for article in articles]
    found: Mapping[int, int] = {}
    if wanted:
        rows = Edition.objects.live(at).filter(article__in=wanted)
        found = dict(rows.values_list("article_id", "pk"))
    return {
        place: [found[article] for article in arranged.get(place, []) if article in found]
        for place in Place.values
    }


def _menu_below(tree: SectionTree, section: Section) -> list[Section]:
    return [child for child in tree.children(section) if child.is_active]


def _by_root(tree: SectionTree, rows: Sequence[tuple[int, int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for pk, section_id, _article in rows:
        section = tree.get(section_id)
        own = found.setdefault(tree.root_of(section).pk, []) if section else []
        if len(own) < IN_SECTION:
            own.append(pk)
    return found


def _read(pks: set[int], at: datetime) -> dict[int, Card]:
    rows = Edition.objects.live(at).filter(pk__in=pks).for_lists().with_bylines()
    return {card.story.pk: card for card in signed_cards(list(rows))}
