"""Notes between moderators about a comment or its writer. Readers never see them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments import permissions
from comments.desk_models import Note
from comments.models import Comment
from core import audit
from core.errors import Refused
from core.models import User

LONGEST = 2_000


def add(
    comment: Comment, text: str, *, by: User, about_writer: bool = False, at: datetime | None = None
) -> Note:
    """Keep a note on ``comment``, or on every comment of its e-mail address.

    Raises ``Refused`` without the right, without words, or when no address is known.
    """
    if not permissions.may_moderate(by):
        raise Refused(_("Deciding on comments is not among your rights."))
    words = text.strip()[:LONGEST]
    if not words:
        raise Refused(_("Write the note first."), field="note")
    if about_writer and not comment.email_hmac:
        raise Refused(_("No e-mail address is known, so the note can only be on this comment."))
    with transaction.atomic():
        note = Note.objects.create(
            comment=comment,
            email_hmac=comment.email_hmac if about_writer else "",
            text=words,
            by=by,
            by_name=str(by),
            at=at or timezone.now(),
        )
        audit.record(by, "comment.note", comment, data={"about_writer": about_writer})
        return note
