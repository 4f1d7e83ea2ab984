"""Drawings of what stands on benches and desks: vial, capsules, microscope, a curve on paper."""

from __future__ import annotations

import math
from collections.abc import Callable
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
    smooth,
    towards,
)

Place = Callable[[list[Point]], list[Point]]


def curve(canvas: Canvas, random: Random) -> None:
    base, middle, spread, height = 960.0, 900.0, 265.0, 760.0

    def bell(x: float, wide: float = 1.0, tall: float = 1.0) -> Point:
        return x, base - height * tall * math.exp(-(((x - middle) / (spread * wide)) ** 2) / 2)

    for y in range(120, 960, 60):
        canvas.line([(0, y), (1800, y)], width=1.1, ink=FAINT)
    for x in range(100, 1710, 10):
        inside = abs(x - middle) < 1.96 * spread
        top = bell(x)
        if base - top[1] > 6:
            canvas.line(
                [(x, base - 3), top], width=1.6 if inside else 1.2, ink=SOFT if inside else FAINT
            )
    for wide, tall in ((1.5, 0.62), (0.72, 1.12)):
        flat = [bell(x, wide, tall) for x in range(60, 1745, 8)]
        canvas.line(flat, width=1.8, ink=SOFT)
    canvas.line([bell(x) for x in range(60, 1745, 6)], width=6)
    canvas.line([(60, base), (1740, base)], width=3.4)
    for index, x in enumerate(range(60, 1741, 24)):
        long = index % 5 == 0
        canvas.line([(x, base), (x, base + (34 if long else 18))], width=2.4 if long else 1.6)
    for edge in (-1.96, 1.96):
        x = middle + edge * spread
        canvas.line([(x, base), bell(x)], width=3, ink=PALE)
    for _ in range(90):
        place = random.gauss(middle, spread)
        canvas.disc((place, base + 78 + random.uniform(-12, 12)), 5, width=2, ink=PALE)


def vial(canvas: Canvas, random: Random) -> None:
    canvas.rings((900, 640), first=300, step=44, count=24)
    table = 1050.0
    canvas.line([(0, table), (1800, table)], width=3)
    for index in range(1, 8):
        canvas.line([(0, table + 18 * index), (1800, table + 18 * index)], width=1.3, ink=FAINT)
    _bottle(canvas, (900, table), 1.0, 0.56)
    for at, size, level in (((430, table), 0.66, 0.4), ((1370, table), 0.66, 0.72)):
        _bottle(canvas, at, size, level, ink=PALE)
    for _ in range(16):
        bubble = 900 + random.uniform(-140, 140), random.uniform(795, 1000)
        canvas.disc(bubble, random.uniform(3, 8), width=1.8, ink=PALE, fill=None)


def _bottle(canvas: Canvas, foot: Point, size: float, level: float, *, ink: tuple = CREAM) -> None:
    def put(points: list[Point]) -> list[Point]:
        return placed(points, foot, 0, size)

    glass = [
        *((-205, -28), (-205, -470), (-195, -530), (-140, -585), (-92, -620), (-86, -690)),
        *((86, -690), (92, -620), (140, -585), (195, -530), (205, -470), (205, -28)),
    ]
    rounded = [*glass, *arc((177, -28), 28, 0, 90), *arc((-177, -28), 28, 90, 180)]
    canvas.shape(put(rounded), width=5 * size, ink=ink)
    surface = -480 * level - 20
    liquid = [(-187, surface), (187, surface), (187, -34), (170, -18), (-170, -18), (-187, -34)]
    canvas.shape(put(liquid), ink=None, fill=SHADE)
    for y in range(round(surface) + 16, -24, 17):
        canvas.line(put([(-180, y), (180, y)]), width=1.3, ink=FAINT)
    canvas.line(put(arc((0, surface), 187, 0, 360, squash=0.075)), width=2.6 * size, ink=PALE)
    canvas.line(put([(-160, -470), (-160, -70)]), width=3 * size, ink=SOFT)
    canvas.line(put([(-138, -400), (-138, -250)]), width=3 * size, ink=SOFT)
    _cap(canvas, put, size, ink)


def _cap(canvas: Canvas, put: Place, size: float, ink: tuple) -> None:
    skirt = [
        (-112, -672),
        (112, -672),
        (118, -690),
        (118, -790),
        (106, -806),
        (-106, -806),
        (-118, -790),
        (-118, -690),
    ]
    canvas.shape(put(skirt), width=5 * size, ink=ink)
    for x in range(-104, 105, 16):
        canvas.line(put([(x, -688), (x, -774)]), width=1.8 * size, ink=SOFT)
    canvas.line(put([(-118, -784), (118, -784)]), width=3 * size, ink=ink)
    top = [(-74, -806), (-74, -828), (74, -828), (74, -806)]
    canvas.shape(put(top), width=4 * size, ink=ink)


def capsules(canvas: Canvas, random: Random) -> None:
    for y in range(-600, 1800, 44):
        canvas.line([(0, y), (1800, y + 500)], width=1.2, ink=FAINT)
    whole = [
        *(((330, 300), -28, 1.0), ((1480, 250), 36, 1.05), ((1530, 930), -58, 1.0)),
        *(((300, 960), 62, 0.95), ((905, 175), 8, 0.8)),
    ]
    for at, degrees, size in whole:
        _capsule(canvas, at, degrees, size)
    _opened(canvas, random)


def _half(canvas: Canvas, at: Point, degrees: float, size: float, *, wide: bool) -> None:
    """One part of a capsule, its open end at ``at``, its round end in the direction."""
    radius, length = (84, 150) if wide else (76, 172)
    dome = arc((length, 0), radius, -90, 90)
    form = placed([(0, -radius), *dome, (0, radius)], at, degrees, size)
    canvas.shape(form, width=4.4, fill=SHADE if wide else GROUND)
    canvas.line(placed([(14, -radius), (14, radius)], at, degrees, size), width=2, ink=PALE)
    shine = [
        (30, -radius + 24),
        (length - 10, -radius + 24),
        *arc((length, 0), radius - 24, -80, -30),
    ]
    canvas.line(placed(shine, at, degrees, size), width=3, ink=PALE)
    if wide:
        for y in range(-10, radius - 8, 12):
            reach = length + math.sqrt(max(0, (radius - 8) ** 2 - y * y)) - 4
            canvas.line(placed([(28, y), (reach, y)], at, degrees, size), width=1.3, ink=SOFT)


def _capsule(canvas: Canvas, at: Point, degrees: float, size: float) -> None:
    _half(canvas, at, degrees + 180, size, wide=False)
    _half(canvas, at, degrees, size, wide=True)


def _opened(canvas: Canvas, random: Random) -> None:
    left, right = (725.0, 600.0), (1120.0, 520.0)
    grains = []
    for _ in range(5000):
        share = random.random()
        x = left[0] - 40 + share * 400
        y = (
            575
            - share * 50
            + random.gauss(0, 36 + 20 * share)
            + random.random() ** 2 * 330 * math.sin(share * math.pi)
        )
        size = random.uniform(8, 13)
        if all(math.dist((x, y), other) > size + reach + 2 for other, reach in grains):
            grains.append(((x, y), size))
    for place, size in grains[:150]:
        filled = random.random() < 0.4
        canvas.disc(
            place, size, width=2.4, ink=PALE if filled else CREAM, fill=SOFT if filled else GROUND
        )
    _half(canvas, left, 168, 1.3, wide=False)
    _half(canvas, right, -14, 1.3, wide=True)
    for at, degrees, radius in ((left, 168, 76), (right, -14, 84)):
        mouth = placed(arc((0, 0), radius * 1.3, 0, 360), (0, 0), 0)
        squashed = [(x * 0.22, y) for x, y in mouth]
        canvas.shape(placed(squashed, at, degrees), width=4, fill=GROUND)
    inside = [place for place in grains if math.dist(place[0], left) < 60]
    for place, size in inside[:10]:
        canvas.disc(place, size, width=2.4, ink=PALE, fill=SOFT)


TILT = 20


def microscope(canvas: Canvas, random: Random) -> None:
    canvas.rings((930, 560), first=120, step=52, count=24)
    canvas.line([(0, 1085), (1800, 1085)], width=3)
    foot = [
        (610, 1082),
        (618, 1040),
        (700, 1020),
        (860, 1008),
        (1130, 1008),
        (1200, 1030),
        (1215, 1082),
    ]
    canvas.shape(smooth(foot, steps=8), width=5)
    pillar = [(1010, 1010), (1020, 900), (1075, 880), (1112, 900), (1108, 1010)]
    canvas.shape(pillar, width=5)
    _arm(canvas)
    _stage(canvas)
    _tube(canvas)
    for at, radius in (((1078, 880), 46), ((1222, 670), 42), ((1196, 545), 25)):
        _knob(canvas, at, radius)


def _arm(canvas: Canvas) -> None:
    spine = smooth(
        [(1060, 900), (1170, 810), (1222, 670), (1190, 520), (1100, 430), (975, 400)], steps=30
    )
    for width, ink in ((82, CREAM), (72, GROUND), (30, SOFT), (25, GROUND)):
        canvas.taper(spine, start=width, end=width, ink=ink)


def _stage(canvas: Canvas) -> None:
    canvas.shape([(640, 850), (1080, 850), (1080, 884), (640, 884)], width=5)
    canvas.shape([(700, 838), (930, 838), (930, 850), (700, 850)], width=3, ink=PALE)
    canvas.line([(815, 884), (815, 912)], width=4)
    canvas.shape([(752, 912), (878, 912), (862, 940), (768, 940)], width=4)
    mirror = placed(arc((0, 0), 62, 0, 360, squash=0.34), (815, 978), -26)
    canvas.shape(mirror, width=4.4, fill=SHADE)
    for lift in (-14, 0, 14):
        canvas.line(
            placed([(-36, lift * 0.4), (36, lift * 0.4)], (815, 978), -26), width=1.6, ink=PALE
        )
    for shift in (-26, 0, 26):
        canvas.line([(815 + shift, 955), (815 + shift * 0.4, 892)], width=1.4, ink=SOFT)


def _tube(canvas: Canvas) -> None:
    """The optical tube, lens down, drawn upright about the specimen and tilted as one."""

    def part(bottom: float, top: float, low: float, high: float, width: float = 5) -> None:
        form = [(-low, bottom), (low, bottom), (high, top), (-high, top)]
        canvas.shape(placed(form, (815, 826), TILT), width=width)

    def ring(y: float, half: float) -> None:
        canvas.shape(placed(capsule((0, y), half * 2, 9), (815, 826), TILT), width=4)

    part(-14, -70, 14, 26, 4)
    part(-70, -150, 34, 34)
    part(-150, -176, 46, 56)
    part(-176, -480, 58, 58)
    part(-480, -640, 46, 46)
    part(-640, -690, 40, 62)
    for y, half in ((-150, 44), (-196, 62), (-330, 62), (-480, 62), (-560, 48)):
        ring(y, half)
    ring(-694, 60)
    for x, bottom, top in ((-34, -210, -316), (-34, -350, -464), (-26, -500, -546)):
        canvas.line(placed([(x, bottom), (x, top)], (815, 826), TILT), width=3.4, ink=PALE)
    for x in (-14, 4, 22):
        canvas.line(placed([(x, -350), (x, -464)], (815, 826), TILT), width=1.3, ink=SOFT)


def _knob(canvas: Canvas, at: Point, radius: float) -> None:
    canvas.disc(at, radius, width=5)
    for turn in range(0, 360, 12):
        canvas.line(
            [towards(at, turn, radius - 10), towards(at, turn, radius - 4)], width=2, ink=PALE
        )
    canvas.disc(at, radius * 0.55, width=3, ink=PALE)
    canvas.disc(at, radius * 0.16, ink=None, fill=CREAM)
