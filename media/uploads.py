"""Accepts or refuses a file as a picture, and puts it into the library.

The type is read from the content, the pixels from the header before anything is decoded, and that
by a process of its own. What is kept is encoded anew: no metadata, no second frame, no trailing
bytes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import Refused
from core.models import User
from media import renditions
from media.decoding import MAX_PIXELS, MAX_SIDE, Decoded, Unreadable, decode_apart
from media.models import Image

MAX_BYTES: Final = 20 * 1024 * 1024
MIME: Final = {"jpg": "image/jpeg", "png": "image/png"}
# How the files begin that are handed to a decoder at all.
_PICTURES: Final = (
    *((0, b"\xff\xd8\xff"), (0, b"\x89PNG\r\n\x1a\n"), (8, b"WEBP")),
    *((4, b"ftypavif"), (4, b"ftypavis"), (4, b"ftypmif1"), (4, b"ftypmsf1")),
)
# Beginnings of files people try to add, so that the refusal can name them.
_OTHER_KINDS: Final = (
    (0, b"GIF8", "GIF"),
    (0, b"%PDF", "PDF"),
    (0, b"%!PS", "EPS"),
    (0, b"\xc5\xd0\xd3\xc6", "EPS"),
    (0, b"II*\x00", "TIFF"),
    (0, b"MM\x00*", "TIFF"),
    (0, b"BM", "BMP"),
    (0, b"8BPS", "Photoshop"),
    (4, b"ftyphei", "HEIC"),
    (4, b"ftypmif", "HEIC"),
    (0, b"<svg", "SVG"),
    (0, b"<?xml", "SVG"),
)


@dataclass(frozen=True)
class CheckedUpload:
    """A picture as it will be kept: encoded anew, without metadata, upright, in sRGB."""

    content: bytes
    extension: str
    mime: str
    width: int
    height: int

    @property
    def content_hash(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


class AlreadyHere(Refused):
    """The library has this picture; ``image`` is the one there."""

    def __init__(self, image: Image) -> None:
        super().__init__(
            _("This picture is in the library already: “%(title)s”.") % {"title": image.title},
            field="file",
        )
        self.image = image


def check(file: File) -> CheckedUpload:
    """Decode a file fully and return what would be kept of it.

    Takes JPEG, PNG, WebP and AVIF up to 20 MB and 50 megapixels; raises ``Refused`` with a
    sentence about this file otherwise.
    """
    _refuse_size(file)
    file.seek(0)
    decoded = _decoded(file.read())
    return CheckedUpload(
        decoded.content,
        decoded.extension,
        MIME[decoded.extension],
        decoded.width,
        decoded.height,
    )


def find(checked: CheckedUpload) -> Image | None:
    """The picture of the library with the same content."""
    return Image.objects.filter(content_hash=checked.content_hash).first()


def add_image(
    file: File | CheckedUpload,
    *,
    title: str,
    by: User | None,
    alt: str = "",
    is_decorative: bool = False,
    caption: str = "",
    credit: str = "",
    licence: str = Image.Licence.ALL_RIGHTS_RESERVED,
    source_url: str = "",
    focal: tuple[int, int] = (50, 50),
    at: datetime | None = None,
) -> Image:
    """Check a file, keep it under its hash, make its sizes, record who added it.

    ``focal`` is in percent from the left and the top. Raises ``Refused`` for a file that cannot
    be taken and ``AlreadyHere`` for a picture the library has.
    """
    require_description(alt, is_decorative=is_decorative)
    checked = file if isinstance(file, CheckedUpload) else check(file)
    if known := find(checked):
        raise AlreadyHere(known)
    image = Image(
        title=title,
        alt=alt.strip(),
        is_decorative=is_decorative,
        caption=caption,
        credit=credit,
        licence=licence,
        source_url=source_url,
        focal_x=focal[0],
        focal_y=focal[1],
        uploaded_by=by,
        file=_kept_file(checked),
        content_hash=checked.content_hash,
        width=checked.width,
        height=checked.height,
        mime=checked.mime,
    )
    made = renditions.draw(image)
    try:
        with transaction.atomic():
            image.save()
            renditions.keep(image, made)
            audit.record(by, "image.add", image, at=at)
    except IntegrityError as error:
        raise _already_added_meanwhile(checked, error) from error
    return image


def _already_added_meanwhile(checked: CheckedUpload, error: IntegrityError) -> Exception:
    known = find(checked)
    return AlreadyHere(known) if known else error


def require_description(alt: str, *, is_decorative: bool) -> None:
    """Refuse a picture that is neither described nor called decorative, or both."""
    if is_decorative and alt.strip():
        raise Refused(
            _("A decorative picture has no alternative text. Take one of the two away."),
            field="alt",
        )
    if not is_decorative and not alt.strip():
        raise Refused(
            _("Say what the picture shows, or tick “decorative” if it adds nothing to the words."),
            field="alt",
        )


def _kept_file(checked: CheckedUpload) -> str:
    """Write the file under its hash; one that is there already has the same content."""
    name = f"images/{checked.content_hash}.{checked.extension}"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(checked.content))
    return name


def _refuse_size(file: File) -> None:
    if not file.size:
        raise Refused(_("This file is empty."), field="file")
    if file.size > MAX_BYTES:
        raise Refused(
            _("This file has %(size)d MB and may have %(limit)d MB. Save a smaller version.")
            % {"size": file.size / 1024 / 1024, "limit": MAX_BYTES / 1024 / 1024},
            field="file",
        )


def _decoded(content: bytes) -> Decoded:
    if not any(content[at:].startswith(beginning) for at, beginning in _PICTURES):
        raise _unknown_kind(content[:512])
    try:
        return decode_apart(content)
    except Unreadable as error:
        raise _refusal(error.reason, content[:512]) from error


def _refusal(reason: str, beginning: bytes) -> Refused:
    if reason == "kind":
        return _unknown_kind(beginning)
    sentences = {
        "pixels": _(
            "This picture is too large: at most %(megapixels)d megapixels, and %(side)d pixels on"
            " a side. Save a smaller version."
        )
        % {"megapixels": MAX_PIXELS // 1_000_000, "side": MAX_SIDE},
        "motion": _(
            "This picture moves. Only still pictures are kept: save one frame as JPEG or PNG."
        ),
        "damaged": _(
            "This picture is damaged: it cannot be read to its end. Save it again and add that."
        ),
        "memory": _(
            "This picture takes more memory to open than is safe. Save it as JPEG, or with at most"
            " 12 megapixels."
        ),
        "time": _(
            "This picture takes too long to open. Save it anew as JPEG, or a smaller version."
        ),
    }
    return Refused(sentences[reason], field="file")


def _unknown_kind(beginning: bytes) -> Refused:
    start = beginning.lstrip(b"\xef\xbb\xbf \t\r\n")
    for offset, signature, name in _OTHER_KINDS:
        if start[offset:].startswith(signature):
            sentence = _(
                "%(kind)s files are not kept. Save the picture as JPEG or PNG and add that."
            )
            return Refused(sentence % {"kind": name}, field="file")
    sentence = _("This file is not a picture that can be read: JPEG, PNG, WebP or AVIF.")
    return Refused(sentence, field="file")
