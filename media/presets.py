"""The named sizes a page may ask for, and the arithmetic of scaling and cropping. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Preset:
    """One named size: widths in pixels, a fixed ratio of width to height or none, formats."""

    name: str
    widths: tuple[int, ...]
    ratio: float | None = None
    formats: tuple[str, ...] = ("jpeg", "webp", "avif")


@dataclass(frozen=True)
class Size:
    """One rendition to make: its pixels, and the part of the picture it shows."""

    width: int
    height: int
    box: Box


PRESETS: Final[dict[str, Preset]] = {
    preset.name: preset
    for preset in (
        Preset("lead", widths=(480, 960, 1600)),
        Preset("card", widths=(360, 720, 1080), ratio=3 / 2),
        # For the desk, which shows many at once and wants them as soon as they are added.
        Preset("thumb", widths=(160, 320), ratio=1, formats=("jpeg",)),
        # Social networks ask for 1200 x 630 and not all of them read anything but JPEG.
        Preset("share", widths=(1200,), ratio=1200 / 630, formats=("jpeg",)),
    )
}


def sizes(preset: Preset, width: int, height: int, focal: tuple[int, int]) -> list[Size]:
    """What to make of a picture of ``width`` x ``height``; never larger than the picture is.

    ``focal`` is the point to keep in view, in percent from the left and from the top.
    """
    box = crop(width, height, preset.ratio, focal)
    box_width, box_height = box[2] - box[0], box[3] - box[1]
    available = max(1, round(box_width))
    widths = sorted({min(wanted, available) for wanted in preset.widths})
    return [Size(wide, max(1, round(wide * box_height / box_width)), box) for wide in widths]


def crop(width: int, height: int, ratio: float | None, focal: tuple[int, int]) -> Box:
    """The largest part with that ratio, as near to the focal point as the edges allow."""
    if ratio is None:
        return (0.0, 0.0, float(width), float(height))
    crop_width, crop_height = min(width, height * ratio), min(height, width / ratio)
    left = _within(width * focal[0] / 100 - crop_width / 2, width - crop_width)
    top = _within(height * focal[1] / 100 - crop_height / 2, height - crop_height)
    return (left, top, left + crop_width, top + crop_height)


def _within(value: float, limit: float) -> float:
    return min(max(value, 0.0), max(limit, 0.0))
