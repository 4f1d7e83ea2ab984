"""Tells the writer of a rejected comment why, in the desk's words, once that has settled."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from comments import letters
from comments.models import Decision, Letter


def tell_writer(decision: Decision, *, at: datetime) -> bool:
    """Send the message of a decision, if there is one and the address was confirmed.

    An address that nobody confirmed gets nothing: whoever typed it may not be its owner.
    """
    comment = decision.comment
    is_newest = decision.version == comment.version
    if not (decision.message and comment.email and comment.identity_id and is_newest):
        return False
    subject = _("About your comment on %s") % settings.SITE_NAME
    values = {"message": decision.message}
    return letters.send(Letter.Kind.REJECTED, subject, values, to=comment.email, at=at)
