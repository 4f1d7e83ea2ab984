"""Counts the addresses that lead nowhere, and lets the desk send them to a story.

A request only adds to a small count in memory; after an answer has been sent, at most once in
``MISSES_SECONDS``, the counts go to the database. What does not fit or cannot be written is
forgotten. Only paths are kept: no reader, no query, no referrer, and no path with an address in it.
"""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import addresses, permissions
from articles.models import Address, Article, Miss
from core import audit
from core.errors import Refused
from core.models import User

logger = logging.getLogger(__name__)
LONGEST = 340
WAITING_AT_MOST = 200
ROWS_AT_MOST = 5_000
ROWS_DROPPED = 500
NOT_OURS = ("admin", "media", "static", "agree", "preview", "favicon.ico")


class _Waiting:
    """The counts of this process that the database does not have yet."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.counts: Counter[str] = Counter()
        self.since = 0.0

    def add(self, path: str) -> None:
        with self.lock:
            if not self.counts:
                self.since = monotonic()
            if path in self.counts or len(self.counts) < WAITING_AT_MOST:
                self.counts[path] += 1

    def take(self, seconds: float) -> Counter[str]:
        """All of it, once it is ``seconds`` old; else nothing."""
        with self.lock:
            if not self.counts or monotonic() - self.since < seconds:
                return Counter()
            taken, self.counts = self.counts, Counter()
            return taken


waiting = _Waiting()


def note(path: str) -> None:
    """Count a path that was asked for and is not there. Touches no database."""
    if settings.MISSES_SECONDS <= 0:
        return
    bare = path.strip("/")
    is_kept = 0 < len(bare) <= LONGEST and bare.isprintable() and "@" not in bare
    if is_kept and bare.split("/")[0] not in NOT_OURS:
        waiting.add(bare)


def flush(**_sender: Any) -> None:
    """Write what waits, if it has waited long enough. Called after answers have been sent."""
    taken = waiting.take(settings.MISSES_SECONDS)
    if not taken:
        return
    try:
        write(taken, at=timezone.now())
    except DatabaseError:
        logger.warning("%d addresses that lead nowhere were not counted", len(taken))


def write(counts: Counter[str], *, at: datetime) -> None:
    """Add these counts to the list, which holds some thousand paths at most."""
    with transaction.atomic():
        known = set(Miss.objects.filter(path__in=counts).values_list("path", flat=True))
        for path in known:
            Miss.objects.filter(path=path).update(count=F("count") + counts[path], last_at=at)
        fresh = [
            Miss(path=path, count=count, first_at=at, last_at=at)
            for path, count in counts.items()
            if path not in known
        ]
        if fresh:
            _make_room(len(fresh))
            Miss.objects.bulk_create(fresh, ignore_conflicts=True)


def _make_room(wanted: int) -> None:
    """Drop what was asked for longest ago, where the list is full."""
    if Miss.objects.count() + wanted <= ROWS_AT_MOST:
        return
    oldest = Miss.objects.order_by("last_at", "id").values_list("pk", flat=True)
    Miss.objects.filter(pk__in=list(oldest[: max(ROWS_DROPPED, wanted)])).delete()


def send(miss: Miss, article: Article, *, by: User) -> Miss:
    """Let an address that leads nowhere lead to a story from now on, and return it.

    Refuses without the right, a story readers never saw, and an address that is not free.
    """
    if not permissions.may_send_misses(by):
        raise Refused(_("Sending addresses to stories is not among your rights."))
    if article.first_published_at is None or article.first_published_at > timezone.now():
        raise Refused(_("Readers have not seen this story yet."), field="edition")
    with transaction.atomic():
        addresses.check_free(miss.path, article=article)
        Address.objects.get_or_create(path=miss.path, defaults={"article": article})
        Miss.objects.filter(pk=miss.pk).update(sent_to=article)
        audit.record(by, "article.send_address", article, data={"path": miss.path})
    miss.refresh_from_db()
    return miss
