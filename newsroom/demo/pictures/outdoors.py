"""Drawings of leaves, wings and moving air."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from newsroom.demo.pictures.canvas import (
    CREAM,
    FAINT,
    PALE,
    SHADE,
    SOFT,
    Canvas,
    Point,
    placed,
    smooth,
)

Place = Callable[[list[Point]], list[Point]]
LEAF_LENGTH = 1500.0


def leaf(canvas: Canvas, random: Random) -> None:
    for y in range(-700, 2000, 46):
        canvas.line([(0, y), (1800, y - 620)], width=1.2, ink=FAINT)

    def put(points: list[Point]) -> list[Point]:
        return placed(points, (230, 940), -23)

    upper = [(x, -_half_width(x)) for x in range(0, 1501, 20)]
    lower = [(x, _half_width(x) * 0.94) for x in range(1500, -1, -20)]
    canvas.shape(put([*upper, *lower]), width=5.5)
    veins = {side: [_side_vein(start, side) for start in range(70, 1420, 104)] for side in (-1, 1)}
    for side_veins in veins.values():
        for first, second in zip(side_veins, side_veins[1:], strict=False):
            _net(canvas, random, put, first, second)
    for side_veins in veins.values():
        for vein in side_veins:
            canvas.taper(put(vein), start=5.5, end=1.6)
    canvas.taper(put([(x, _midrib(x)) for x in range(-280, 1501, 10)]), start=15, end=2.5)


def _midrib(x: float) -> float:
    return 10 * math.sin(x / 300)


def _half_width(x: float) -> float:
    share = min(max(x / LEAF_LENGTH, 0), 1)
    return 470 * math.sin(math.pi * share**0.72) ** 0.86 * (1 - 0.28 * share)


def _side_vein(start: float, side: int) -> list[Point]:
    """From the midrib outwards and forwards, ending just inside the edge."""
    points = []
    for step in range(41):
        share = step / 40
        x = start + 330 * share**1.25 * (1 - 0.45 * start / LEAF_LENGTH)
        edge = _half_width(x) * (0.94 if side > 0 else 1)
        y = _midrib(start) + (side * edge * 0.955 - _midrib(start)) * math.sin(share * math.pi / 2)
        points.append((x, y))
    return points


def _net(
    canvas: Canvas, random: Random, put: Place, first: list[Point], second: list[Point]
) -> None:
    """Cross veins between two side veins, and finer ones between those."""
    crossings = []
    for index in range(3, 40, 4):
        here, there = first[index], second[min(40, index + random.choice([-1, 0, 1]))]
        bow = random.uniform(-9, 9)
        middle = ((here[0] + there[0]) / 2 + bow, (here[1] + there[1]) / 2 + bow)
        crossing = smooth([here, middle, there], steps=8)
        crossings.append(crossing)
        canvas.line(put(crossing), width=1.9, ink=PALE)
    for one, other in zip(crossings, crossings[1:], strict=False):
        for index in (4, 8, 12):
            ends = one[index], other[min(16, index + random.choice([-2, 0, 2]))]
            canvas.line(put(list(ends)), width=1.3, ink=SOFT)


# The front edge and the hind edge of the wing, from its root to its tip.
_FRONT = [
    *((0, 0), (120, -52), (360, -104), (660, -140), (960, -156), (1220, -132), (1400, -58)),
    (1480, 60),
]
_HIND = [
    *((1480, 60), (1450, 170), (1330, 280), (1130, 350), (900, 372), (690, 340), (520, 268)),
    *((420, 222), (330, 216), (230, 196), (140, 132), (70, 62), (0, 0)),
]
# The long veins: where each runs, as shares of the way from the front edge to the hind edge.
_LONG = (0.075, 0.19, 0.33, 0.5, 0.68, 0.86)


def wing(canvas: Canvas, random: Random) -> None:
    canvas.rings((215, 760), first=260, step=60, count=28)

    def put(points: list[Point]) -> list[Point]:
        return placed(points, (170, 640), -7, 1.0)

    front, hind = smooth(_FRONT, steps=40), smooth(_HIND[::-1], steps=32)
    canvas.shape(put([*front, *hind[::-1]]), ink=None, fill=SHADE)
    veins = [_long_vein(front, hind, share) for share in (0, *_LONG, 1)]
    for row, (upper, lower) in enumerate(zip(veins, veins[1:], strict=False)):
        _panes(canvas, random, put, (upper, lower), row)
    for row, vein in enumerate(veins[1:-1]):
        canvas.taper(put(vein[: 101 - 3 * row]), start=6.5 - row * 0.5, end=2)
    canvas.taper(put(front), start=13, end=4)
    canvas.line(put(hind), width=4)
    stigma = [*veins[0][70:80], *reversed(veins[1][70:80])]
    canvas.shape(put(stigma), width=2, fill=PALE, ink=PALE)


def _at(path: list[Point], share: float) -> Point:
    return path[min(len(path) - 1, round(share * (len(path) - 1)))]


def _long_vein(front: list[Point], hind: list[Point], share: float) -> list[Point]:
    points = []
    for step in range(101):
        along = step / 100
        one, other = _at(front, along), _at(hind, along)
        points.append((one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share))
    return points


def _panes(
    canvas: Canvas, random: Random, put: Place, between: tuple[list[Point], list[Point]], row: int
) -> None:
    """The cross veins between two long veins."""
    upper, lower = between
    step = (5, 6, 8, 9, 9, 8, 7)[row]
    position = 14 + 3 * row
    while position < 97 - row:
        lean = random.choice([-1, 0, 0, 1])
        other = min(100, max(0, position + lean))
        canvas.line(put([upper[position], lower[other]]), width=2, ink=PALE)
        position += step + random.choice([-1, 0, 1])


def air(canvas: Canvas, random: Random) -> None:
    for x in range(-400, 2300, 90):
        canvas.line([(900 + (x - 900) * 0.25, 760), (x, 1200)], width=1.3, ink=FAINT)
    canvas.line([(0, 1010), (1800, 1010)], width=1.3, ink=FAINT)
    currents = [
        *_current((330, 300), [(620, 240), (900, 270), (1200, 232), (1450, 210)], 130, 1, 8),
        *_current((330, 600), [(600, 680), (840, 830), (1010, 915), (1160, 940)], 120, -1, 8),
        *_current((330, 450), [(560, 480), (690, 540), (780, 565), (850, 570)], 50, -1, 5),
    ]
    for index, line in enumerate(currents):
        canvas.taper(line, start=3.4, end=1.6, ink=CREAM if index % 3 == 0 else PALE)
    for _ in range(70):
        place = random.uniform(480, 1760), random.uniform(120, 1080)
        canvas.disc(place, random.uniform(2, 5), width=1.6, ink=SOFT)
    _window(canvas)


def _current(
    start: Point, way: list[Point], curl: float, side: int, count: int
) -> list[list[Point]]:
    """Threads side by side that end in one curl, downwards for side 1, upwards for -1."""
    end = way[-1]
    eye = end[0] + 60, end[1] + side * (curl + 40)
    threads = []
    for index in range(count):
        shift = (index - (count - 1) / 2) * 17
        spiral = _spiral(eye, curl + 40 - side * shift, side, 52 - 3 * (index % 4))
        body = [(x, y + shift) for x, y in way]
        first = start[0], start[1] + shift * 0.4
        threads.append([*smooth([first, *body, spiral[0]], steps=14), *spiral])
    return threads


def _spiral(eye: Point, outer: float, side: int, length: int) -> list[Point]:
    points = []
    for step in range(length):
        radius, turn = outer * (1 - step / 75), step / 7.5
        points.append((eye[0] + radius * math.sin(turn), eye[1] - side * radius * math.cos(turn)))
    return points


def _window(canvas: Canvas) -> None:
    canvas.shape([(70, 130), (330, 130), (330, 790), (70, 790)], width=5)
    canvas.shape([(96, 156), (304, 156), (304, 764), (96, 764)], width=3, fill=SHADE)
    for y in (300, 460, 610):
        canvas.line([(96, y), (304, y)], width=1.4, ink=SOFT)
    canvas.shape([(36, 790), (364, 790), (364, 826), (36, 826)], width=5)
    casement = [(330, 130), (478, 70), (478, 880), (330, 790)]
    canvas.shape(casement, width=5)
    canvas.shape([(350, 160), (456, 118), (456, 820), (350, 758)], width=3, fill=SHADE)
    canvas.line([(350, 462), (456, 470)], width=3)
    canvas.disc((466, 480), 6, ink=None, fill=CREAM)
