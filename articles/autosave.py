"""Keeps what is being typed beside the stories, for the person who typed it and nobody else.

It is no save: nothing of it is history, and it goes as soon as the form is saved.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import permissions
from articles.models import AutosaveBuffer, Edition
from core.errors import Refused
from core.models import User

KEPT_FOR = timedelta(days=30)
LONGEST = 2_000_000


def keep(
    edition: Edition | None, *, by: User, version: int, form: str, at: datetime | None = None
) -> AutosaveBuffer:
    """Keep the form as it stands, in place of what was kept before. None is a new story.

    ``form`` is the form as a browser would send it. Refuses without the right to write, and more
    than two million characters.
    """
    may = permissions.may_write(by) if edition is None else permissions.may_edit(by, edition)
    if not may:
        raise Refused(_("You can read this story, not change it."))
    if len(form) > LONGEST:
        raise Refused(_("This is too much text to keep beside the story. Save the draft."))
    values = {"version": version, "form": form, "kept_at": at or timezone.now()}
    buffer, _made = AutosaveBuffer.objects.update_or_create(
        user=by, edition=edition, defaults=values
    )
    return buffer


def find(edition: Edition | None, *, by: User, at: datetime | None = None) -> AutosaveBuffer | None:
    """What is kept of this person's typing, and not older than thirty days."""
    since = (at or timezone.now()) - KEPT_FOR
    return AutosaveBuffer.objects.filter(user=by, edition=edition, kept_at__gt=since).first()


def drop(edition_id: int | None, *, by: User) -> None:
    """Forget it: it was saved, or thrown away. Doing it twice is harmless."""
    AutosaveBuffer.objects.filter(user=by, edition=edition_id).delete()


def drop_old(at: datetime) -> int:
    """Forget everybody's typing of long ago; returns how many there were."""
    return AutosaveBuffer.objects.filter(kept_at__lte=at - KEPT_FOR).delete()[0]
