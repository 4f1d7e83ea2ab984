"""Makes the sizes of a picture and keeps the list of them on the picture."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image as Pillow

from media.models import Image, Rendition
from media.presets import PRESETS, Preset, Size, sizes

# Readers' pages are white or nearly so where a picture is transparent.
PAPER: Final = (255, 255, 255)
SAVE_OPTIONS: Final[dict[str, dict[str, Any]]] = {
    "jpeg": {"format": "JPEG", "quality": 82, "progressive": True, "optimize": True},
    # Method 2 costs a third of the default's time for a few percent of size.
    "webp": {"format": "WEBP", "quality": 80, "method": 2},
}


@dataclass(frozen=True)
class Drawn:
    """One rendition whose file is written and whose row is not yet."""

    preset: str
    format: str
    width: int
    height: int
    path: str
    bytes: int


def make(image: Image) -> None:
    """Make all sizes of a picture anew, as after a change of its focal point."""
    made = draw(image)
    with transaction.atomic():
        keep(image, made)


def draw(image: Image) -> list[Drawn]:
    """Write the files of all presets; no database, and no transaction while it takes its time."""
    with default_storage.open(str(image.file.name)) as file:
        picture = _on_paper(Pillow.open(file, formats=["JPEG", "PNG"]))
    return [
        _written(image, preset, size, format, resized)
        for preset in PRESETS.values()
        for size in sizes(preset, *picture.size, image.focal_point)
        for resized in [_resized(picture, size)]
        for format in preset.formats
    ]


def keep(image: Image, made: list[Drawn]) -> None:
    """Replace the rows and the list on the picture. Call it inside the transaction of the act."""
    image.renditions.all().delete()
    Rendition.objects.bulk_create(Rendition(image=image, **vars(drawn)) for drawn in made)
    image.renditions_index = [vars(drawn) for drawn in made]
    image.save(update_fields=["renditions_index", "updated_at"])


def _on_paper(picture: Pillow.Image) -> Pillow.Image:
    if picture.mode != "RGBA":
        picture.load()
        return picture
    paper = Pillow.new("RGB", picture.size, PAPER)
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _resized(picture: Pillow.Image, size: Size) -> Pillow.Image:
    return picture.resize(
        (size.width, size.height), Pillow.Resampling.LANCZOS, box=size.box, reducing_gap=2.0
    )


def _written(image: Image, preset: Preset, size: Size, format: str, picture: Pillow.Image) -> Drawn:
    target = io.BytesIO()
    picture.save(target, **SAVE_OPTIONS[format])
    path = _path(image, preset, size, format)
    if default_storage.exists(path):
        default_storage.delete(path)
    default_storage.save(path, ContentFile(target.getvalue()))
    return Drawn(preset.name, format, size.width, size.height, path, target.tell())


def _path(image: Image, preset: Preset, size: Size, format: str) -> str:
    """An address that changes with what it shows, so that it may be kept by browsers for ever."""
    focal = "-{}-{}".format(*image.focal_point) if preset.ratio else ""
    return f"renditions/{image.content_hash}/{preset.name}-{size.width}{focal}.{format}"
