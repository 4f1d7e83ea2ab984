"""Changes what is said about a picture, and removes pictures nobody shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import audit
from core.errors import Refused, Stale
from core.models import User
from core.pages.watch import exactly
from media import renditions
from media.models import Image
from media.uploads import require_description
from media.usage import used_in

CHANGEABLE: Final = (
    *("title", "alt", "is_decorative", "caption", "credit", "licence", "source_url"),
    *("focal_x", "focal_y"),
)


def change_image(
    image: Image,
    *,
    fields: Mapping[str, Any],
    version: int,
    by: User | None,
    at: datetime | None = None,
) -> Image:
    """Write new words, rights or focal point, when nobody else did since ``version`` was read.

    Keys outside ``CHANGEABLE`` are refused. The sizes are made anew when the focal point moved.
    Raises ``Stale`` when the row has another version by now, and ``Refused`` for a picture that
    would be neither described nor decorative.
    """
    if unknown := set(fields) - set(CHANGEABLE):
        raise Refused(_("This cannot be changed: %(names)s.") % {"names": ", ".join(unknown)})
    focal_before = image.focal_point
    for name, value in fields.items():
        setattr(image, name, value)
    require_description(image.alt, is_decorative=image.is_decorative)
    moved = image.focal_point != focal_before
    made = renditions.draw(image) if moved else None
    with transaction.atomic():
        _claim_version(image, version)
        image.save(update_fields=[*fields, "updated_at"])
        if made:
            renditions.keep(image, made)
        audit.record(by, "image.change", image, data={"fields": sorted(fields)}, at=at)
    return image


def delete_image(image: Image, *, by: User | None, at: datetime | None = None) -> None:
    """Remove a picture that is shown nowhere, with its files; refuses one that is."""
    if sentence := why_kept(image, by=by):
        raise Refused(sentence)
    names = [image.file.name or "", *renditions.files_of(image)]
    with transaction.atomic():
        audit.record(by, "image.delete", image, data={"file": image.file.name}, at=at)
        image.delete()
        transaction.on_commit(lambda: _delete_files(names))


def why_kept(image: Image, *, by: User | None) -> str:
    """The sentence that says why this picture may not be deleted, or nothing."""
    uses = used_in(image, by=by)
    if not uses:
        return ""
    names = ", ".join(f"“{use.label}”" for use in uses[:3])
    return ngettext(
        "This picture stays, because %(count)d place shows it: %(names)s. Take it out there first.",
        "This picture stays, because %(count)d places show it: %(names)s. Take it out there first.",
        len(uses),
    ) % {"count": len(uses), "names": names + (" …" if len(uses) > 3 else "")}


def _claim_version(image: Image, version: int) -> None:
    unchanged = Image.objects.filter(pk=image.pk, version=version)
    with exactly():  # the row itself is saved next; no page shows its version
        claimed = unchanged.update(version=F("version") + 1)
    if not claimed:
        current = Image.objects.filter(pk=image.pk).values_list("version", flat=True).first()
        raise Stale(
            _("Somebody else changed this picture since you opened it."), current=current or 0
        )
    image.version = version + 1


def _delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)
