"""What moderators must know before they trust the queue: the scorer stopped, Akismet complains."""

from __future__ import annotations

from django.utils.translation import gettext as _

from comments import akismet
from comments.models import Alert
from comments.spam import memory
from core.wall_time import zoned


def sentences() -> list[str]:
    """The warnings in force, as sentences; at most two queries."""
    said = []
    if stopped := memory.model().stopped_at:
        said.append(
            _("Since %s nothing is spam by itself: honest comments were among it.") % zoned(stopped)
        )
    alert = Alert.objects.first() if akismet.is_on() else None
    if alert:
        words = {"words": alert.words or alert.code, "time": zoned(alert.since)}
        said.append(_("Akismet says about our account, since %(time)s: %(words)s") % words)
    return said
