"""Pictures of the library, and files to upload."""

from __future__ import annotations

import io
from typing import Any

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

from media.models import Image
from media.presets import PRESETS, sizes

SUFFIXES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "gif"}


def drawing(size: tuple[int, int] = (60, 40), mode: str = "RGB") -> Pillow.Image:
    """A small picture whose four corners differ, so that turning and cropping show."""
    picture = Pillow.radial_gradient("L").resize(size).convert(mode)
    width, height = size
    for corner, shade in (((0, 0), 255), ((width - 1, 0), 170), ((0, height - 1), 85)):
        colour = shade if mode == "L" else (shade, 0, 255 - shade, 255)[: len(mode)]
        picture.paste(colour, (*corner, corner[0] + 1, corner[1] + 1))
    return picture


def upload(
    picture: Pillow.Image | None = None, format: str = "JPEG", name: str = "", **options: Any
) -> SimpleUploadedFile:
    """A picture as a browser sends it; ``options`` go to the encoder."""
    target = io.BytesIO()
    (picture or drawing()).save(target, format, **options)
    return SimpleUploadedFile(name or f"picture.{SUFFIXES[format]}", target.getvalue())


def index_of(content_hash: str, width: int, height: int) -> list[dict[str, Any]]:
    """The list of sizes a picture of these pixels has, without their files."""
    return [
        {
            "preset": preset.name,
            "format": format,
            "width": size.width,
            "height": size.height,
            "path": f"renditions/{content_hash}/{preset.name}-{size.width}.{format}",
            "bytes": 1000,
        }
        for preset in PRESETS.values()
        for size in sizes(preset, width, height, (50, 50))
        for format in preset.formats
    ]


class ImageFactory(factory.django.DjangoModelFactory):
    """A described picture of the library; ``sized=True`` lists its sizes (no files are written)."""

    class Meta:
        model = Image

    class Params:
        decorative = factory.Trait(is_decorative=True, alt="")
        sized = factory.Trait(
            renditions_index=factory.LazyAttribute(
                lambda image: index_of(image.content_hash, image.width, image.height)
            )
        )

    title = factory.Sequence(lambda n: f"Picture {n}")
    alt = "Vessels of a retina"
    content_hash = factory.Sequence(lambda n: f"{n:064x}")
    file = factory.LazyAttribute(lambda image: f"images/{image.content_hash}.jpg")
    width = 1800
    height = 1200
    mime = "image/jpeg"
