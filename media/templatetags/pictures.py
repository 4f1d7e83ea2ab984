"""The picture tag: a picture of the library in one of the named sizes, without a query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django import template

from core.moulds import cast
from media.models import Image
from media.presets import PRESETS

register = template.Library()
SMALLEST_FIRST: Final = ("avif", "webp")


@register.simple_tag
def picture(
    image: Image,
    preset: str,
    *,
    sizes: str = "100vw",
    loading: str = "lazy",
    priority: str = "",
    css_class: str = "",
    alt: str | None = None,
) -> str:
    """``{% picture image "lead" sizes="(min-width: 60rem) 52rem, 100vw" loading="eager" %}``.

    ``priority="high"`` is for the one picture a page opens with. ``alt`` replaces the picture's
    own description where the words beside it already say what it shows (``alt=""``).
    """
    if preset not in PRESETS:
        message = f"There is no preset {preset!r}; there are {', '.join(PRESETS)}."
        raise template.TemplateSyntaxError(message)
    jpeg = image.sizes_of(preset, "jpeg")
    sources = [(mime, _written(found)) for mime, found in _sources(image, preset) if found]
    words = {
        "largest": _size(jpeg[-1] if jpeg else _original(image)),
        "jpeg": _written(jpeg),
        "sources": sources,
        "sizes": sizes,
        "loading": loading,
        "priority": priority,
        "css_class": css_class,
        "alt": image.alt if alt is None else alt,
    }
    return cast("components/_picture.html", words)


def _sources(image: Image, preset: str) -> Iterator[tuple[str, list[dict]]]:
    """What a browser may choose before JPEG, smallest files first."""
    for format in SMALLEST_FIRST:
        yield f"image/{format}", image.sizes_of(preset, format)


def _original(image: Image) -> dict[str, Any]:
    return {"url": image.file.url, "width": image.width, "height": image.height}


def _written(found: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    return [_size(size) for size in found]


def _size(size: dict[str, Any]) -> dict[str, str]:
    return {name: str(size[name]) for name in ("url", "width", "height")}
