"""Drawings of what is inside a body: vessels, airways, nerves, the heart."""

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
    placed,
    smooth,
    towards,
    walk,
    wobbly,
)

DISC: Point = (690.0, 610.0)
FOVEA: Point = (1190.0, 640.0)


def retina(canvas: Canvas, random: Random) -> None:
    canvas.rings(DISC, first=90, step=44, count=34)
    canvas.disc(FOVEA, 46, width=1.6, ink=SOFT, fill=None)
    canvas.disc(FOVEA, 14, width=1.6, ink=SOFT, fill=None)
    # Four arcades: to the right they bow around the fovea, to the left they fan out.
    arcades = [(-64, 42, 8.6), (62, -40, 8.6), (-116, -18, 7.6), (122, 16, 7.6)]
    arcades += [(-92, 8, 5), (-158, -8, 5.2), (170, 8, 5.6), (92, -4, 5)]
    for degrees, bend, width in arcades:
        _vessel(canvas, random, towards(DISC, degrees, 30), degrees, width=width, bend=bend)
    canvas.disc(DISC, 42, width=4.5)
    canvas.disc(DISC, 18, width=2.5)


def _vessel(
    canvas: Canvas, random: Random, start: Point, degrees: float, *, width: float, bend: float
) -> None:
    if width < 0.9 or math.dist(start, FOVEA) < 130:
        return
    length = random.uniform(120, 180) if width > 3 else random.uniform(70, 130)
    points, heading = walk(start, degrees, length, random, bend=bend * 0.55, noise=2.5)
    narrower = width * random.uniform(0.78, 0.88)
    canvas.taper(points, start=width, end=narrower, ink=CREAM if width > 2 else PALE)
    side = random.choice([-1, 1])
    ahead = heading - side * random.uniform(3, 8)
    _vessel(canvas, random, points[-1], ahead, width=narrower, bend=bend * 0.72)
    aside = heading + side * random.uniform(28, 46)
    _vessel(canvas, random, points[-1], aside, width=narrower * 0.58, bend=-side * 12)


def alveoli(canvas: Canvas, random: Random) -> None:
    canvas.rings((900, -260), first=560, step=46, count=28)
    tubes: list = []
    ends: list[tuple[Point, float]] = []
    _airway(tubes, ends, random, (900, -90), 90, width=92, depth=0)
    clusters = [(end, heading, 40) for end, heading in ends]
    for end, heading, size in clusters:
        _capillaries(canvas, random, towards(end, heading, 62), size)
    canvas.tubes(tubes, width=4)
    for end, heading, size in clusters:
        _cluster(canvas, random, end, heading, size)


def _airway(
    tubes: list,
    ends: list,
    random: Random,
    start: Point,
    degrees: float,
    *,
    width: float,
    depth: int,
) -> None:
    length = (310, 330, 235, 150)[depth]
    points, heading = walk(start, degrees, length, random, bend=random.uniform(-4, 4), noise=1)
    narrower = width * 0.8
    tubes.append((points, width, narrower))
    if depth == 3:
        ends.append((points[-1], heading))
        return
    spread = (54, 30, 18)[depth]
    for side in (-1, 1):
        turned = heading + side * spread + random.uniform(-2, 2)
        _airway(tubes, ends, random, points[-1], turned, width=narrower * 0.8, depth=depth + 1)


def _cluster(canvas: Canvas, random: Random, end: Point, heading: float, size: float) -> None:
    around = [
        (towards(end, heading + turn, size * reach), size * random.uniform(0.8, 1))
        for turn, reach in ((-112, 1.15), (112, 1.15), (-66, 1.9), (66, 1.9), (-26, 2.7), (28, 2.6))
    ]
    middle = [(towards(end, heading + turn, size * 1.25), size) for turn in (-30, 32)]
    for centre, radius in [*around, *middle]:
        canvas.shape(wobbly(centre, radius, random, amount=0.05), width=3.4)
        canvas.line(arc(centre, radius * 0.66, 200, 275), width=1.8, ink=PALE)


def _capillaries(canvas: Canvas, random: Random, centre: Point, size: float) -> None:
    for turn in range(0, 360, 40):
        start = towards(centre, turn, size * 1.2)
        points, _ = walk(
            start, turn + 20, size * 1.9, random, bend=random.uniform(-60, 60), noise=9
        )
        canvas.taper(points, start=2.6, end=1, ink=SOFT)


def neurons(canvas: Canvas, random: Random) -> None:
    for x in range(40, 1800, 80):
        for y in range(40, 1200, 80):
            canvas.disc((x, y), 1.6, ink=None, fill=FAINT)
    cells = [((480.0, 400.0), 92), ((1330.0, 330.0), 84), ((960.0, 880.0), 98)]
    for centre, radius in cells:
        _dendrites(canvas, random, centre, radius)
    _axon(canvas, [(560, 440), (760, 560), (860, 640), (915, 780)])
    _axon(canvas, [(1262, 395), (1180, 520), (1120, 640), (1030, 790)])
    _axon(canvas, [(880, 940), (640, 1080), (380, 1090), (-20, 1010)])
    for centre, radius in cells:
        _soma(canvas, random, centre, radius)


def _dendrites(canvas: Canvas, random: Random, centre: Point, radius: float) -> None:
    first = random.uniform(0, 40)
    for index in range(8):
        degrees = first + index * 45 + random.uniform(-9, 9)
        _branch(canvas, random, towards(centre, degrees, radius * 0.5), degrees, width=26, depth=0)


def _branch(
    canvas: Canvas, random: Random, start: Point, degrees: float, *, width: float, depth: int
) -> None:
    length = random.uniform(120, 165) * 0.8**depth
    points, heading = walk(start, degrees, length, random, bend=random.uniform(-25, 25), noise=6)
    narrower = width * (0.36 if depth == 0 else 0.66)
    canvas.taper(points, start=width, end=narrower, ink=CREAM if depth < 3 else PALE)
    if depth == 4 or narrower < 0.8:
        canvas.disc(points[-1], 3.4, ink=None, fill=PALE)
        return
    for side in (-1, 1):
        if depth < 2 or random.random() < 0.8:
            turned = heading + side * random.uniform(16, 34)
            _branch(canvas, random, points[-1], turned, width=narrower, depth=depth + 1)


def _axon(canvas: Canvas, points: list[Point]) -> None:
    curve = smooth(points, steps=40)
    canvas.line(curve, width=4)
    for first in range(10, len(curve) - 12, 15):
        sheath = curve[first : first + 11]
        canvas.line(sheath, width=21)
        canvas.line(sheath, width=15, ink=GROUND)
        canvas.line(sheath, width=2, ink=PALE)


def _soma(canvas: Canvas, random: Random, centre: Point, radius: float) -> None:
    canvas.shape(wobbly(centre, radius * 0.78, random, amount=0.1), width=4.5)
    canvas.disc(centre, radius * 0.36, width=3, fill=SOFT)
    canvas.disc(centre, radius * 0.12, ink=None, fill=CREAM)
    for _ in range(9):
        speck = towards(centre, random.uniform(0, 360), radius * random.uniform(0.46, 0.6))
        canvas.disc(speck, 2.6, ink=None, fill=PALE)


# The heart's outline, about the origin, apex to the lower right as one looks at a chest.
_VENTRICLES = [
    *((-195, -95), (-225, 20), (-190, 150), (-100, 270), (40, 370), (165, 425)),
    *((245, 400), (285, 300), (290, 160), (255, 30), (190, -70), (60, -120), (-80, -125)),
]
_LEFT_AURICLE = [
    (150, -160),
    (235, -175),
    (285, -120),
    (290, -50),
    (245, -10),
    (185, -40),
    (150, -95),
]
_RIGHT_ATRIUM = [
    (-120, -190),
    (-205, -200),
    (-270, -130),
    (-285, -20),
    (-245, 70),
    (-190, 60),
    (-130, -60),
]


def _set(points: list[Point], *, closed: bool = False) -> list[Point]:
    """A curve of the heart, in its place on the sheet."""
    return placed(smooth(points, closed=closed, steps=12), (880.0, 625.0), 0, 1.28)


def heart(canvas: Canvas, random: Random) -> None:
    canvas.rings((910, 685), first=80, step=46, count=30)
    # Behind: the great veins of the body and of the lungs.
    _pipe(canvas, [(-190, -520), (-190, -330), (-180, -120)], 104, 112)
    _pipe(canvas, [(-215, 90), (-222, 250), (-226, 520)], 96, 92)
    for y in (-150, -88):
        _pipe(canvas, [(210, y + 30), (330, y + 6), (460, y - 40)], 60, 56, cut=-18)
    _pipe(
        canvas,
        [(-70, -60), (-100, -220), (-62, -345), (52, -392), (158, -340), (192, -235), (195, -120)],
        132,
        112,
    )
    for x, lean in ((-28, -14), (45, 0), (116, 20)):
        _pipe(canvas, [(x, -372), (x + lean, -470), (x + lean, -560)], 54, 50)
    arch = _set(
        [(-70, -60), (-100, -220), (-62, -345), (52, -392), (158, -340), (192, -235), (195, -120)]
    )
    canvas.taper(arch, start=123, end=103, ink=GROUND)
    _pipe(canvas, [(55, -60), (68, -170), (116, -258), (230, -292), (400, -300)], 136, 92, cut=-3)
    canvas.shape(_set(_RIGHT_ATRIUM, closed=True), width=5)
    canvas.shape(_set(_VENTRICLES, closed=True), width=5.5)
    canvas.shape(_set(_LEFT_AURICLE, closed=True), width=5)
    _coronaries(canvas, random)


def _pipe(
    canvas: Canvas, points: list[Point], start: float, end: float, *, cut: float | None = None
) -> None:
    """A vessel as a hollow tube; ``cut`` shows its open end, turned by these degrees."""
    path = _set(points)
    canvas.tubes([(path, start, end)], width=4.5)
    if cut is not None:
        mouth = [(x * 0.34, y) for x, y in arc((0, 0), end / 2 - 2, 0, 360)]
        canvas.shape(placed(mouth, path[-1], cut), width=4.5, fill=SHADE)


def _coronaries(canvas: Canvas, random: Random) -> None:
    left = _set([(60, -118), (95, -10), (110, 120), (150, 260), (185, 380)])
    right = _set([(-95, -118), (-150, -30), (-160, 90), (-110, 200), (-30, 280)])
    canvas.taper(left, start=10, end=2.5)
    canvas.taper(right, start=9, end=2.5)
    twigs = [(left, share, 42) for share in (0.2, 0.4, 0.6, 0.76)]
    twigs += [(left, share, 128) for share in (0.34, 0.54, 0.74)]
    twigs += [(right, share, 14) for share in (0.3, 0.52)] + [(right, 0.72, 30)]
    for path, share, degrees in twigs:
        _twig(canvas, random, path[int(len(path) * share)], degrees, 4.6)


def _twig(canvas: Canvas, random: Random, start: Point, degrees: float, width: float) -> None:
    if width < 1:
        return
    length = random.uniform(44, 62)
    points, heading = walk(start, degrees, length, random, bend=random.uniform(-16, 16), noise=4)
    canvas.taper(points, start=width, end=width * 0.6, ink=PALE)
    for side in (-1, 1):
        turned = heading + side * random.uniform(12, 26)
        _twig(canvas, random, points[-1], turned, width * 0.6 - 0.3)


def sleep(canvas: Canvas, random: Random) -> None:
    rows = ((150, 30, 17), (280, 42, 40), (430, 62, 105))
    for y, height, length in rows:
        canvas.line([(0, y), (1800, y)], width=1.2, ink=FAINT)
        canvas.line(_brain_wave(random, y, height, length), width=3, ink=CREAM if y > 400 else PALE)
    _bed(canvas)


def _brain_wave(random: Random, y: float, height: float, length: float) -> list[Point]:
    points, x, side = [(-60.0, float(y))], -40.0, 1
    while x < 1860:
        points.append((x, y + side * height * random.uniform(0.35, 1)))
        x += length * random.uniform(0.7, 1.3)
        side = -side
    return smooth(points, steps=8)


def _bed(canvas: Canvas) -> None:
    pillow = [
        (170, 960),
        (190, 860),
        (300, 815),
        (470, 815),
        (610, 850),
        (640, 930),
        (600, 1000),
        (380, 1020),
        (220, 1010),
    ]
    canvas.shape(smooth(pillow, closed=True), width=4)
    canvas.line(smooth([(230, 940), (300, 880), (350, 870)]), width=2, ink=PALE)
    _head(canvas)
    top = [
        (585, 905),
        (660, 800),
        (790, 730),
        (960, 742),
        (1120, 800),
        (1260, 770),
        (1370, 690),
        (1470, 720),
        (1590, 800),
        (1700, 760),
        (1840, 830),
    ]
    hill = smooth(top, steps=24)
    canvas.shape([*hill, (1860, 1260), (540, 1260), (560, 1040)], width=5)
    for fold in range(1, 12):
        share = fold / 11
        lower = [
            (
                x + 26 * share * math.sin(x / 190 + share * 3),
                y + share * (1190 - y) * 0.94 + 8 * share,
            )
            for x, y in hill[6:]
        ]
        canvas.line(lower, width=2 if fold % 2 else 2.6, ink=PALE if fold % 2 else SOFT)
    canvas.line(hill, width=5)


# A face in profile, lying on its back and looking up; the crown is to the left.
_FACE = [
    *(
        (610, 905),
        (600, 862),
        (588, 838),
        (572, 812),
        (560, 806),
        (548, 812),
        (540, 800),
        (530, 806),
    ),
    *(
        (520, 800),
        (510, 806),
        (500, 770),
        (486, 762),
        (470, 792),
        (452, 800),
        (420, 788),
        (370, 790),
    ),
    *((318, 830), (296, 890), (318, 946), (372, 972), (450, 960), (520, 945)),
]


def _head(canvas: Canvas) -> None:
    canvas.shape(smooth(_FACE, closed=True, steps=10), width=4)
    canvas.line(smooth([(438, 824), (452, 832), (468, 827)]), width=3)
    for strand in range(9):
        share = strand / 8
        hair = [
            (424 - 40 * share, 796 + 6 * share),
            (352 - 22 * share, 852 + 4 * share),
            (346 - 20 * share, 900 + 8 * share),
            (392 - 24 * share, 952 + 6 * share),
        ]
        canvas.line(smooth(hair), width=2, ink=PALE)
    canvas.shape(
        smooth([(440, 880), (420, 884), (414, 906), (428, 930), (442, 922)], closed=True), width=3
    )
    canvas.line(smooth([(436, 892), (426, 900), (432, 916)]), width=2, ink=PALE)
