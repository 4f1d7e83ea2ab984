"""Drawings of what only instruments see: cells, bacteria, antibodies, the double helix."""

from __future__ import annotations

import math
from random import Random

from newsroom.demo.pictures.canvas import (
    CREAM,
    FAINT,
    GROUND,
    PALE,
    SHADE,
    SOFT,
    Canvas,
    Point,
    arc,
    capsule,
    placed,
    scattered,
    smooth,
    towards,
    wobbly,
)


def cells(canvas: Canvas, random: Random) -> None:
    for centre, radius in _packed(random):
        canvas.shape(wobbly(centre, radius, random, amount=0.12), width=3.2)
        if random.random() < 0.55 and radius > 30:
            _dimple(canvas, random, centre, radius)
        elif radius > 18:
            nucleus = towards(centre, random.uniform(0, 360), radius * 0.18)
            canvas.shape(wobbly(nucleus, radius * 0.3, random), width=2, ink=PALE, fill=SOFT)


def _packed(random: Random) -> list[tuple[Point, float]]:
    """Circles of many sizes that lie close and do not touch, the large ones placed first."""
    kept: list[tuple[Point, float]] = []
    for radius, tries in ((104, 160), (78, 500), (56, 1200), (38, 2600), (22, 5000), (12, 6000)):
        for _ in range(tries):
            size = radius * random.uniform(0.86, 1.12)
            place = random.uniform(-40, 1840), random.uniform(-40, 1240)
            if all(math.dist(place, other) > size + reach + 9 for other, reach in kept):
                kept.append((place, size))
    return kept


def _dimple(canvas: Canvas, random: Random, centre: Point, radius: float) -> None:
    canvas.shape(wobbly(centre, radius * 0.5, random), width=2, ink=PALE, fill=SHADE)
    for part in (0.78, 0.68):
        start = random.uniform(190, 210)
        canvas.line(arc(centre, radius * part, start, start + 62), width=1.8, ink=SOFT)


def bacteria(canvas: Canvas, random: Random) -> None:
    canvas.rings((900, 600), first=180, step=60, count=18)
    places = scattered(random, 118, 6)
    random.shuffle(places)
    kinds = [_rod, _rod, _chain, _cluster, _rod, _swimmer]
    for index, place in enumerate(places):
        kinds[index % len(kinds)](canvas, random, place)
    for place in scattered(random, 46, 40, tries=900):
        if all(math.dist(place, other) > 165 for other in places):
            canvas.disc(place, random.uniform(8, 14), width=2, ink=SOFT)


def _rod(canvas: Canvas, random: Random, place: Point) -> None:
    degrees, length = random.uniform(0, 180), random.uniform(80, 120)
    canvas.shape(capsule(place, length, 37, degrees), width=3.6)
    canvas.shape(capsule(place, length, 27, degrees), width=1.6, ink=SOFT, fill=None)
    thread = [
        (x, 11 * math.sin(x / 7 + random.uniform(-0.6, 0.6)))
        for x in range(round(-length * 0.42), round(length * 0.42), 6)
    ]
    canvas.line(placed(smooth(thread, steps=6), place, degrees), width=2.2, ink=PALE)


def _swimmer(canvas: Canvas, random: Random, place: Point) -> None:
    degrees = random.uniform(0, 360)
    for spread in (-10, 0, 10):
        tail = [
            (-60 - x, spread * x / 60 + 9 * math.sin(x / 13 + spread)) for x in range(0, 118, 4)
        ]
        canvas.taper(placed(tail, place, degrees), start=2.6, end=1.2, ink=PALE)
    _body = capsule(placed([(8, 0)], place, degrees)[0], 84, 34, degrees)
    canvas.shape(_body, width=3.6)
    canvas.shape(
        capsule(placed([(8, 0)], place, degrees)[0], 84, 24, degrees),
        width=1.6,
        ink=SOFT,
        fill=None,
    )


def _chain(canvas: Canvas, random: Random, place: Point) -> None:
    bend = random.uniform(-26, 26)
    heading = random.uniform(0, 360)
    at = towards(place, heading + 180 - bend * 1.4, 104)
    for _ in range(6):
        canvas.disc(at, 23, width=3.4)
        canvas.line(arc(at, 13, 190, 270), width=1.8, ink=PALE)
        at = towards(at, heading, 43)
        heading += bend / 2


def _cluster(canvas: Canvas, random: Random, place: Point) -> None:
    turn = random.uniform(0, 60)
    spots = [towards(place, turn + index * 60, 47) for index in range(6)]
    spots += [towards(place, turn + 30 + index * 60, 82) for index in random.sample(range(6), 4)]
    for spot in [*spots, place]:
        at = spot[0] + random.uniform(-3, 3), spot[1] + random.uniform(-3, 3)
        canvas.disc(at, 25, width=3.4)
        canvas.disc((at[0] - 6, at[1] - 6), 7, ink=None, fill=SOFT)


CELL: Point = (560.0, 1560.0)
CELL_RADIUS = 900.0
HELD = (-103, -68)
# Half of the angle between the two receptors one antibody holds, seen from the cell's middle.
REACH = 9.6


def antibodies(canvas: Canvas, random: Random) -> None:
    _surface(canvas, random)
    for degrees in HELD:
        _antibody(canvas, towards(CELL, degrees, CELL_RADIUS + 228), degrees - 90, 1.5)
    floating = [
        ((1370, 300), 24, 1.35),
        ((1640, 700), 118, 1.1),
        ((690, 130), 165, 0.8),
        ((1730, 90), -70, 0.6),
        ((1590, 1060), -24, 0.85),
        ((90, 150), 40, 0.8),
        ((1090, 90), -100, 0.62),
    ]
    for at, degrees, size in floating:
        _antibody(canvas, at, degrees, size)


def _surface(canvas: Canvas, random: Random) -> None:
    for depth in range(1, 9):
        canvas.disc(CELL, CELL_RADIUS - 52 * depth, width=1.4, ink=FAINT, fill=None)
    grips = [degrees + side for degrees in HELD for side in (-REACH, REACH)]
    for degrees in range(-160, -20, 4):
        if min(abs(degrees - grip) for grip in grips) > 4:
            _receptor(canvas, degrees, random.uniform(9, 13), PALE)
    for grip in grips:
        _receptor(canvas, grip, 17, CREAM)
    canvas.disc(CELL, CELL_RADIUS, width=5, fill=None)
    canvas.disc(CELL, CELL_RADIUS - 16, width=2.4, fill=None)


def _receptor(canvas: Canvas, degrees: float, radius: float, ink: tuple) -> None:
    foot, top = (towards(CELL, degrees, CELL_RADIUS + lift) for lift in (0, 34))
    canvas.line([foot, top], width=3, ink=ink)
    canvas.disc(towards(CELL, degrees, CELL_RADIUS + 36 + radius), radius, width=3, ink=ink)


def _antibody(canvas: Canvas, at: Point, degrees: float, size: float) -> None:
    """A Y about its hinge, arms up at 0 degrees: two long chains, two short ones outside."""
    ink, inner = (CREAM, PALE) if size > 1 else (PALE, SOFT)
    sin, cos = math.sin(math.radians(ARM)), math.cos(math.radians(ARM))

    def rod(x: float, y: float, length: float, lean: float, line: tuple) -> None:
        place = placed([(x, y)], at, degrees, size)[0]
        form = capsule(place, length * size, 15.5 * size, degrees + lean)
        canvas.shape(form, width=3.4 * max(size, 0.9), ink=line)

    for side in (-1, 1):
        link = [(side * 17, 26), (side * 17, 2), (side * 30, -22)]
        canvas.line(placed(smooth(link), at, degrees, size), width=3.4 * size, ink=ink)
        rod(side * 17, 76, 98, 90, ink)
        for reach, outward, length, line in ((88, 0, 118, ink), (96, 34, 100, inner)):
            x, y = 14 + reach * sin + outward * cos, -4 - reach * cos + outward * sin
            rod(side * x, y, length, side * (ARM - 90) + (0 if side > 0 else 180), line)
    for y in (2, 12):
        canvas.line(placed([(-17, y), (17, y)], at, degrees, size), width=2.2 * size, ink=inner)


ARM = 40


def helix(canvas: Canvas, random: Random) -> None:
    canvas.rings((900, 600), first=120, step=54, count=22)
    pieces = []
    for index in range(-140, 141):
        for strand in (0, 1):
            pieces.append((_depth(index, strand), strand, index))
    rungs = [index for index in range(-140, 141) if index % 9 == 0]
    for index in rungs:
        _rung(canvas, random, index)
    for depth, strand, index in sorted(pieces):
        _ribbon(canvas, strand, index, front=depth > 0)


def _phase(index: float, strand: int) -> float:
    # The grooves of the real molecule differ in width, so the second strand is not opposite.
    return index / 90 * math.tau + strand * math.radians(148)


def _depth(index: float, strand: int) -> float:
    return math.cos(_phase(index, strand))


def _strand(index: float, strand: int, shift: float = 0) -> Point:
    x = index * 8.6 + shift
    y = 285 * math.sin(_phase(index, strand))
    return placed([(x, y)], (900, 600), -14)[0]


def _ribbon(canvas: Canvas, strand: int, index: int, *, front: bool) -> None:
    half = 40
    corners = [
        *(_strand(index, strand, -half), _strand(index + 1.25, strand, -half)),
        *(_strand(index + 1.25, strand, half), _strand(index, strand, half)),
    ]
    canvas.shape(corners, ink=None, fill=GROUND if front else SHADE)
    ink, width = (CREAM, 4.2) if front else (SOFT, 3)
    canvas.line(corners[:2], width=width, ink=ink)
    canvas.line(corners[2:], width=width, ink=ink)
    if front and index % 3 == 0:
        canvas.line(
            [_strand(index, strand, -half + 14), _strand(index, strand, half - 14)],
            width=1.4,
            ink=SOFT,
        )


def _rung(canvas: Canvas, random: Random, index: int) -> None:
    first, second = _strand(index, 0), _strand(index, 1)
    share = random.choice([0.42, 0.58])
    middle = tuple(a + (b - a) * share for a, b in zip(first, second, strict=True))
    canvas.line([first, middle], width=8, ink=PALE)
    canvas.line([middle, second], width=8, ink=CREAM)
    canvas.disc(middle, 8, width=2.4, ink=CREAM)
