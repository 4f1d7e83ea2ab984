"""Draws the numbers of an evidence card: a dot for each person, the difference with its interval.

Pure: gives places in a drawing, and the sentence that says the same. Knows no HTML.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from articles.evidence import Card, Measure

ROW = 20
STEP = 17
MOST_DOTS = 200
SCALES = (1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000)
WIDTH = 200
EDGE = 14
NARROW = 56
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Dot:
    """A dot at a place; filled for those who reached what was counted."""

    x: int
    y: int
    is_filled: bool


@dataclass(frozen=True)
class Arm:
    """One group: its share in per cent and its dots."""

    name: str
    reached: int
    total: int
    scale: int

    @property
    def share(self) -> str:
        """Whole per cent; as many places as the few need to be seen."""
        percent = 100 * self.reached / self.total
        if 0 < percent < 1:
            return f"{percent:.1g}%"
        return f"{percent:.1f}%" if 99 < percent < 100 else f"{percent:.0f}%"

    @property
    def count(self) -> str:
        facts = {"reached": f"{self.reached:,}", "total": f"{self.total:,}"}
        return _("%(reached)s of %(total)s") % facts

    @property
    def dots(self) -> list[Dot]:
        filled, count = _dots(self.reached, self.scale), _dots(self.total, self.scale)
        return [
            Dot(STEP // 2 + place % ROW * STEP, STEP // 2 + place // ROW * STEP, place < filled)
            for place in range(count)
        ]

    @property
    def width(self) -> int:
        return ROW * STEP

    @property
    def height(self) -> int:
        return STEP * -(-_dots(self.total, self.scale) // ROW)

    @property
    def spoken(self) -> str:
        facts = {"reached": f"{self.reached:,}", "total": f"{self.total:,}", "name": self.name}
        facts["share"] = self.share
        return _("%(name)s: %(reached)s of %(total)s, %(share)s.") % facts


@dataclass(frozen=True)
class Interval:
    """A difference on its axis; ``x`` are places, the rest is what stands there in words."""

    low_x: float
    point_x: float
    high_x: float
    null_x: float
    low: str
    point: str
    high: str
    null: str
    spoken: str
    width: int = WIDTH

    @property
    def is_narrow(self) -> bool:
        """Whether the words under both ends would run into each other."""
        return self.high_x - self.low_x < NARROW


def arms(card: Card) -> list[Arm]:
    """Both groups, to one scale; none where they were not counted."""
    if not card.has_arms:
        return []
    largest = max(card.total_a or 0, card.total_b or 0)
    scale = next((one for one in SCALES if largest <= MOST_DOTS * one), SCALES[-1])
    return [
        Arm(card.arm_a or _("First group"), card.reached_a or 0, card.total_a or 1, scale),
        Arm(card.arm_b or _("Second group"), card.reached_b or 0, card.total_b or 1, scale),
    ]


def interval(card: Card) -> Interval | None:
    """The difference and its interval with the line of no effect; None without all three."""
    if not card.has_interval:
        return None
    low, point, high = (card.number(name) or Decimal(0) for name in ("low", "difference", "high"))
    null = card.null
    first, last = min(low, null), max(high, null)
    room = (last - first) or Decimal(1)

    def place(number: Decimal) -> float:
        return round(float(EDGE + (number - first) / room * (WIDTH - 2 * EDGE)), 1)

    return Interval(
        low_x=place(low),
        point_x=place(point),
        high_x=place(high),
        null_x=place(null),
        low=_shown(card.low),
        point=amount(card),
        high=_shown(card.high),
        null=str(null),
        spoken=" ".join([_said(card), crossing(card)]),
    )


def amount(card: Card) -> str:
    """The difference with its unit: "−3.7 points"."""
    unit = card.unit or (_("points") if card.measure == Measure.POINTS else "")
    space = "" if unit.startswith("%") else " "
    return f"{_shown(card.difference)}{space}{unit}".strip()


def crossing(card: Card) -> str:
    """What the interval says of no effect, in one sentence."""
    if not card.crosses_null:
        return _("“No difference” lies outside it.")
    return _("“No difference” lies inside it, so the study does not show a difference.")


def said_interval(card: Card) -> str:
    ends = {"low": _shown(card.low), "high": _shown(card.high)}
    return _("95%% interval %(low)s to %(high)s.") % ends


def key(card: Card) -> str:
    """What a dot stands for."""
    drawn = arms(card)
    scale = drawn[0].scale if drawn else 1
    each = _("Each dot is one.")
    if scale > 1:
        each = _("Each dot stands for %s.") % f"{scale:,}"
    elif card.subject == "people":
        each = _("Each dot is one person.")
    return f"{each} {_('Filled: %s.') % card.outcome}" if card.outcome else each


def effect_label(card: Card) -> str:
    return _("Ratio") if card.measure == Measure.RATIO else _("Difference")


def _said(card: Card) -> str:
    return f"{effect_label(card)}: {amount(card)}. {said_interval(card)}"


def _shown(text: str) -> str:
    return text.strip().replace("-", MINUS, 1) if text.strip()[:1] == "-" else text.strip()


def _dots(people: int, scale: int) -> int:
    """Dots for some people: none for nobody, and at least one for anybody."""
    return max(1, round(people / scale)) if people else 0
