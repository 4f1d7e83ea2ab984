"""Makes the sizes of a picture and keeps the list of them on the picture.

JPEG is there at once, so that nobody waits at the desk; WebP and AVIF follow from the worker.
"""

from __future__ import annotations

import io
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from PIL import Image as Pillow

from core.jobs import enqueue, task
from media.models import Image, Rendition
from media.presets import PRESETS, Preset, Size, sizes

# Readers' pages are white or nearly so where a picture is transparent.
PAPER: Final = (255, 255, 255)
SAVE_OPTIONS: Final[dict[str, dict[str, Any]]] = {
    "jpeg": {"format": "JPEG", "quality": 82, "progressive": True, "optimize": True},
    # Method 2 costs a third of the default's time for a few percent of size.
    "webp": {"format": "WEBP", "quality": 80, "method": 2},
    # Speed 8 takes a third of the time of the default, 6, for the same size.
    "avif": {"format": "AVIF", "quality": 60, "speed": 8},
}
AT_ONCE: Final = ("jpeg",)
LATER: Final = ("webp", "avif")


@dataclass(frozen=True)
class Drawn:
    """One rendition whose file is written and whose row is not yet."""

    preset: str
    format: str
    width: int
    height: int
    path: str
    bytes: int


def draw(image: Image, formats: Collection[str] = AT_ONCE) -> list[Drawn]:
    """Write the files of all presets; no database, and no transaction while it takes its time."""
    with default_storage.open(str(image.file.name)) as file:
        picture = _on_paper(Pillow.open(file, formats=["JPEG", "PNG"]))
    return [
        _written(image, preset, size, format, resized)
        for preset in PRESETS.values()
        for size in sizes(preset, *picture.size, image.focal_point)
        for resized in [_resized(picture, size)]
        for format in preset.formats
        if format in formats
    ]


def keep(image: Image, made: list[Drawn]) -> None:
    """Replace the rows and the list on the picture, and have the other formats drawn later.

    Call it inside the transaction of the act.
    """
    image.renditions.all().delete()
    Rendition.objects.bulk_create(Rendition(image=image, **vars(drawn)) for drawn in made)
    image.renditions_index = [vars(drawn) for drawn in made]
    image.save(update_fields=["renditions_index", "updated_at"])
    enqueue(finish, image.pk)


@task()
def finish(image_id: int) -> int:
    """Draw what a picture lacks in WebP and AVIF; returns how many sizes were added.

    A focal point moved meanwhile ends it quietly: the move has asked for sizes of its own.
    """
    image = incomplete().filter(pk=image_id).first()
    made = draw(image, LATER) if image else []
    if not image or not made:
        return 0
    with transaction.atomic():
        unmoved = incomplete().filter(focal_x=image.focal_x, focal_y=image.focal_y)
        image = unmoved.select_for_update().filter(pk=image_id).first()
        if image is None:
            return 0
        image.renditions.filter(format__in=LATER).delete()
        Rendition.objects.bulk_create(Rendition(image=image, **vars(drawn)) for drawn in made)
        jpeg = [entry for entry in image.renditions_index if entry["format"] in AT_ONCE]
        image.renditions_index = [*jpeg, *(vars(drawn) for drawn in made)]
        image.save(update_fields=["renditions_index"])
    return len(made)


def incomplete() -> QuerySet[Image]:
    """Pictures of which the last of the later formats is not drawn yet, newest first."""
    drawn = Rendition.objects.filter(image=OuterRef("pk"), format=LATER[-1])
    return Image.objects.exclude(Exists(drawn))


def files_of(image: Image) -> list[str]:
    """Every size ever drawn of a picture, those of former focal points too."""
    folder = _folder(image)
    try:
        _folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return []
    return [f"{folder}/{name}" for name in names]


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
    return f"{_folder(image)}/{preset.name}-{size.width}{focal}.{format}"


def _folder(image: Image) -> str:
    return f"renditions/{image.content_hash}"
