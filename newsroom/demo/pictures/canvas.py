"""A sheet to draw lines on: smooth curves, tapering strokes, outlined tubes, in four inks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from random import Random

from PIL import Image, ImageDraw

Point = tuple[float, float]
Ink = tuple[int, int, int]

WIDTH, HEIGHT = 1800, 1200
# Everything is drawn three times as large and reduced at the end, which smooths the lines.
SCALE = 3

GROUND: Ink = (18, 53, 46)
CREAM: Ink = (233, 227, 208)
PALE: Ink = (127, 184, 162)


def mixed(ink: Ink, strength: float) -> Ink:
    """An ink thinned with the ground; 1 is the full ink."""
    return tuple(round(g + (i - g) * strength) for g, i in zip(GROUND, ink, strict=True))


FAINT: Ink = mixed(PALE, 0.2)
SOFT: Ink = mixed(PALE, 0.5)
SHADE: Ink = mixed(PALE, 0.1)


class Canvas:
    """A dark green sheet of 1800 by 1200; all lengths are in pixels of the finished picture."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), GROUND)
        self.pen = ImageDraw.Draw(self.image)

    def finished(self) -> Image.Image:
        return self.image.reduce(SCALE)

    def line(self, points: Sequence[Point], *, width: float = 3, ink: Ink = CREAM) -> None:
        """A line of one width with round joints and ends."""
        scaled = _scaled(points)
        self.pen.line(scaled, fill=ink, width=max(1, round(width * SCALE)), joint="curve")
        for end in (scaled[0], scaled[-1]):
            self._dot(end, width * SCALE / 2, ink)

    def taper(self, points: Sequence[Point], *, start: float, end: float, ink: Ink = CREAM) -> None:
        """A line whose width changes evenly from its start to its end."""
        scaled = _scaled(points)
        last = max(1, len(scaled) - 1)
        for index, (here, there) in enumerate(zip(scaled, scaled[1:], strict=False)):
            width = (start + (end - start) * index / last) * SCALE
            self.pen.line([here, there], fill=ink, width=max(1, round(width)))
            self._dot(here, width / 2, ink)
        self._dot(scaled[-1], end * SCALE / 2, ink)

    def shape(
        self,
        points: Sequence[Point],
        *,
        width: float = 3,
        ink: Ink | None = CREAM,
        fill: Ink | None = GROUND,
    ) -> None:
        """A closed form that hides what is behind it; without fill only its outline."""
        if fill:
            self.pen.polygon(_scaled(points), fill=fill)
        if ink:
            self.line([*points, points[0], points[1]], width=width, ink=ink)

    def disc(
        self,
        centre: Point,
        radius: float,
        *,
        width: float = 3,
        ink: Ink | None = CREAM,
        fill: Ink | None = GROUND,
    ) -> None:
        x, y = (value * SCALE for value in centre)
        r = radius * SCALE
        line = max(1, round(width * SCALE)) if ink else 0
        self.pen.ellipse((x - r, y - r, x + r, y + r), outline=ink, width=line, fill=fill)

    def tubes(
        self,
        paths: Iterable[tuple[Sequence[Point], float, float]],
        *,
        width: float = 3,
        ink: Ink = CREAM,
    ) -> None:
        """Hollow tubes that run into each other: (points, outer width at start, at end) each."""
        paths = list(paths)
        for points, start, end in paths:
            self.taper(points, start=start, end=end, ink=ink)
        for points, start, end in paths:
            self.taper(points, start=start - 2 * width, end=end - 2 * width, ink=GROUND)

    def rings(
        self, centre: Point, *, first: float, step: float, count: int, ink: Ink = FAINT
    ) -> None:
        """Fine circles about a point, the quiet background of many of the drawings."""
        for index in range(count):
            self.disc(centre, first + step * index, width=1.2, ink=ink, fill=None)

    def _dot(self, centre: Point, radius: float, ink: Ink) -> None:
        x, y = centre
        self.pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=ink)


def _scaled(points: Iterable[Point]) -> list[Point]:
    return [(x * SCALE, y * SCALE) for x, y in points]


# --- forms ----------------------------------------------------------------------------------


def smooth(points: Sequence[Point], *, closed: bool = False, steps: int = 14) -> list[Point]:
    """A curve through all the points (Catmull-Rom)."""
    ring = (
        [points[-1], *points, points[0], points[1]] if closed else [points[0], *points, points[-1]]
    )
    curve = [
        _between(ring[i : i + 4], step / steps)
        for i in range(len(ring) - 3)
        for step in range(steps)
    ]
    return curve if closed else [*curve, points[-1]]


def _between(four: Sequence[Point], t: float) -> Point:
    a, b, c, d = four
    return tuple(
        0.5
        * (
            2 * b[i]
            + (c[i] - a[i]) * t
            + (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * t**2
            + (3 * b[i] - a[i] - 3 * c[i] + d[i]) * t**3
        )
        for i in (0, 1)
    )


def arc(
    centre: Point, radius: float, start: float, end: float, *, squash: float = 1
) -> list[Point]:
    """Part of a circle, from one angle to another in degrees, clockwise from three o'clock."""
    count = max(8, round(abs(end - start) / 4))
    angles = (math.radians(start + (end - start) * i / count) for i in range(count + 1))
    return [
        (centre[0] + radius * math.cos(a), centre[1] + radius * squash * math.sin(a))
        for a in angles
    ]


def wobbly(centre: Point, radius: float, random: Random, *, amount: float = 0.08) -> list[Point]:
    """A round form drawn by a hand that is not a machine's."""
    turns = [
        (k, random.uniform(0, math.tau), random.uniform(0.3, 1) * amount / k) for k in (2, 3, 4)
    ]
    points = []
    for step in range(72):
        angle = math.tau * step / 72
        r = radius * (1 + sum(size * math.sin(k * angle + phase) for k, phase, size in turns))
        points.append((centre[0] + r * math.cos(angle), centre[1] + r * math.sin(angle)))
    return points


def capsule(centre: Point, length: float, radius: float, degrees: float = 0) -> list[Point]:
    """A rod with round ends; ``length`` is between the centres of its ends."""
    right = arc((length / 2, 0), radius, -90, 90)
    left = arc((-length / 2, 0), radius, 90, 270)
    return placed([*right, *left], centre, degrees)


def placed(points: Iterable[Point], at: Point, degrees: float = 0, scale: float = 1) -> list[Point]:
    """A form drawn about the origin, turned, scaled and moved to its place."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [
        (at[0] + scale * (x * cos - y * sin), at[1] + scale * (x * sin + y * cos))
        for x, y in points
    ]


def towards(start: Point, degrees: float, length: float) -> Point:
    angle = math.radians(degrees)
    return start[0] + length * math.cos(angle), start[1] + length * math.sin(angle)


def walk(
    start: Point,
    degrees: float,
    length: float,
    random: Random,
    *,
    bend: float = 0,
    noise: float = 4,
) -> tuple[list[Point], float]:
    """A wandering line: its points, and the direction it ends in. ``bend`` is degrees in all."""
    steps = max(3, round(length / 14))
    points, heading = [start], degrees
    for _ in range(steps):
        heading += bend / steps + random.uniform(-noise, noise)
        points.append(towards(points[-1], heading, length / steps))
    return points, heading


def scattered(random: Random, radius: float, gap: float, tries: int = 4000) -> list[Point]:
    """Places all over the sheet that keep their distance, also from the edge's outside."""
    places: list[Point] = []
    for _ in range(tries):
        place = random.uniform(-radius, WIDTH + radius), random.uniform(-radius, HEIGHT + radius)
        if all(math.dist(place, other) >= 2 * radius + gap for other in places):
            places.append(place)
    return places
