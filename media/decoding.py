"""Turns a file into a plain picture, in a process of its own with little memory and time.

Decoders are written in C and read what strangers send. So this file is also the program of that
process: it knows Pillow and no Django, reads the file from its standard input and answers there.
"""

from __future__ import annotations

import io
import json
import logging
import os
import resource
import signal
import struct
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from PIL import AvifImagePlugin, ImageCms, ImageOps
from PIL import Image as Pillow

logger = logging.getLogger(__name__)
FORMATS: Final = ["JPEG", "PNG", "WEBP", "AVIF"]
MAX_PIXELS: Final = 50_000_000
MAX_SIDE: Final = 16_000
# Larger pictures are kept at a half or a quarter of their width: the widest size is 1600 pixels.
KEPT_PIXELS: Final = 16_000_000
JPEG_QUALITY: Final = 90

MEMORY: Final = 256 * 1024 * 1024
CPU_SECONDS: Final = 5
# All the child needs to find its libraries; no secret of the site is among it.
_ENV: Final = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
WALL_SECONDS: Final = 30  # a crowded machine gives five seconds of work late

# What Pillow's decoders raise on files made or broken to upset them.
_DECODER_ERRORS: Final = (
    *(OSError, SyntaxError, ValueError, TypeError, AttributeError, EOFError, struct.error),
    *(LookupError, ArithmeticError, RuntimeError),
)
_BOMBS: Final = (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning)


class Unreadable(Exception):
    """``reason``: kind, pixels, motion, damaged, memory or time."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Decoded:
    """A picture encoded anew: without metadata, upright, in sRGB."""

    content: bytes
    extension: str
    width: int
    height: int


def decode_apart(content: bytes) -> Decoded:
    """Decode in a child with at most 256 MiB and five seconds; raises ``Unreadable``."""
    command = [sys.executable, "-I", __file__]
    try:
        child = subprocess.run(
            command, input=content, capture_output=True, timeout=WALL_SECONDS, env=_ENV, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("time") from error
    if child.returncode < 0:
        is_late = -child.returncode in {signal.SIGXCPU, signal.SIGKILL}
        raise Unreadable("time" if is_late else "damaged")
    if child.returncode > 0:
        logger.error("the decoder of pictures failed: %s", child.stderr.decode(errors="replace"))
    head, _line, body = child.stdout.partition(b"\n")
    told = json.loads(head) if child.returncode == 0 and head else {"refused": "damaged"}
    if "refused" in told:
        raise Unreadable(told["refused"])
    return Decoded(body, **told)


def decode(content: bytes) -> Decoded:
    """All pixels of a file, encoded anew as JPEG, or as PNG where the file was one or is clear."""
    picture = _opened(content)
    width, height = picture.size
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise Unreadable("pixels")
    is_png = picture.format == "PNG"
    try:
        return _encoded(_decoded(picture), keep_lossless=is_png)
    except MemoryError as error:
        raise Unreadable("memory") from error


def _opened(content: bytes) -> Pillow.Image:
    try:
        return Pillow.open(io.BytesIO(content), formats=FORMATS)
    except _BOMBS as error:
        raise Unreadable("pixels") from error
    except (*_DECODER_ERRORS, MemoryError) as error:
        raise Unreadable("kind") from error


def _decoded(picture: Pillow.Image) -> Pillow.Image:
    """All pixels, upright, in sRGB, as grey, colour, or colour with transparency."""
    try:
        _refuse_motion(picture)
        picture = _of_kept_size(picture)
        plain = _simple_mode(_in_srgb(_upright(picture)))
    except _BOMBS as error:
        raise Unreadable("pixels") from error
    except _DECODER_ERRORS as error:
        raise Unreadable("damaged") from error
    plain.info = {}
    return plain


def _refuse_motion(picture: Pillow.Image) -> None:
    # Cameras write a second, smaller view behind a JPEG; that one is dropped without a word.
    if picture.format not in {"JPEG", "MPO"} and getattr(picture, "is_animated", False):
        raise Unreadable("motion")


def _of_kept_size(picture: Pillow.Image) -> Pillow.Image:
    """Decoded; JPEG above the kept size at a fraction of it, which spares the memory too."""
    width, height = picture.size
    factor = 1
    while width * height > KEPT_PIXELS * factor**2:
        factor *= 2
    if factor > 1:
        picture.draft(None, (width // factor, height // factor))
    picture.load()
    if picture.width * picture.height > KEPT_PIXELS and picture.mode in {"L", "RGB", "RGBA"}:
        return _reduced(picture, factor)
    return picture


def _reduced(picture: Pillow.Image, factor: int) -> Pillow.Image:
    reduced = picture.reduce(factor)
    reduced.info = picture.info
    return reduced


def _upright(picture: Pillow.Image) -> Pillow.Image:
    try:
        ImageOps.exif_transpose(picture, in_place=True)
    except _DECODER_ERRORS:
        return picture  # The metadata is broken, the picture is not.
    return picture


def _in_srgb(picture: Pillow.Image) -> Pillow.Image:
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "RGBA", "CMYK"}:
        return picture
    output = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        in_place = output == picture.mode
        converted = ImageCms.profileToProfile(
            picture, source, target, outputMode=None if in_place else output, inPlace=in_place
        )
    except (ImageCms.PyCMSError, *_DECODER_ERRORS):
        return picture  # A broken profile says nothing about the colours; take them as they are.
    return converted or picture


def _simple_mode(picture: Pillow.Image) -> Pillow.Image:
    if picture.mode.startswith("I"):  # 16 bits of grey, as microscopes write them.
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in {"1", "L"} and "transparency" not in picture.info:
        return picture.convert("L")
    if not picture.has_transparency_data:
        return picture if picture.mode == "RGB" else picture.convert("RGB")
    with_alpha = picture.convert("RGBA")
    is_opaque = with_alpha.getchannel("A").getextrema() == (255, 255)
    return with_alpha.convert("RGB") if is_opaque else with_alpha


def _encoded(picture: Pillow.Image, *, keep_lossless: bool) -> Decoded:
    target = io.BytesIO()
    if keep_lossless or picture.mode == "RGBA":
        picture.save(target, "PNG", compress_level=4)
        return Decoded(target.getvalue(), "png", *picture.size)
    picture.save(target, "JPEG", quality=JPEG_QUALITY, progressive=True, subsampling=0)
    return Decoded(target.getvalue(), "jpg", *picture.size)


def _limit_this_process() -> None:
    """Memory, time, no file to write, no core; where the system knows such limits."""
    limits = (
        (resource.RLIMIT_DATA, MEMORY, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS, CPU_SECONDS + 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    )
    for kind, soft, hard in limits:
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (soft, hard))
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # each would take memory of its own


def main() -> None:
    """Read a file, answer with one line of JSON and, where it is a picture, its new content."""
    content = sys.stdin.buffer.read()
    Pillow.preinit()
    _limit_this_process()
    try:
        decoded = decode(content)
    except Unreadable as error:
        sys.stdout.buffer.write(json.dumps({"refused": error.reason}).encode() + b"\n")
        return
    told = {name: getattr(decoded, name) for name in ("extension", "width", "height")}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + decoded.content)


if __name__ == "__main__":
    main()
