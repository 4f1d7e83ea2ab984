"""The demo's pictures, as code: line drawings in cream and pale green on deep green."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from PIL import Image

from newsroom.demo.pictures import bench, body, outdoors, small
from newsroom.demo.pictures.canvas import Canvas

_DRAWINGS: Final[dict[str, Callable[[Canvas, Random], None]]] = {
    "air": outdoors.air,
    "alveoli": body.alveoli,
    "antibodies": small.antibodies,
    "bacteria": small.bacteria,
    "capsules": bench.capsules,
    "cells": small.cells,
    "curve": bench.curve,
    "heart": body.heart,
    "helix": small.helix,
    "leaf": outdoors.leaf,
    "microscope": bench.microscope,
    "neurons": body.neurons,
    "retina": body.retina,
    "sleep": body.sleep,
    "vial": bench.vial,
    "wing": outdoors.wing,
}
NAMES: Final = tuple(_DRAWINGS)


def draw(name: str) -> Image.Image:
    """One of ``NAMES`` as 1800 by 1200 pixels, the same at every call."""
    canvas = Canvas()
    _DRAWINGS[name](canvas, Random(name))  # noqa: S311 - lines, not secrets
    return canvas.finished()
