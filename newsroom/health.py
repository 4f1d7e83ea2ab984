"""Whether this process can serve: what load balancers and monitors ask. Says nothing of stories."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.pages import replica

OK = "ok"
# A worker that lives takes a job within seconds.
LATE = timedelta(minutes=15)
LEAST_DISK = 200_000_000  # bytes
BEHIND = 30  # seconds
SAID_ONLY = {"queue", "replica"}


def report() -> tuple[dict[str, str], bool]:
    """What was looked at, each with "ok" or what is wrong, and whether readers can be sent here.

    A late queue is said and does not count: mails are late then, no page is. Nor does a replica
    that is away or behind: pages are made from the primary then.
    """
    found = {"disk": _disk(), **_in_database(), **_of_replica()}
    serves = all(state == OK for name, state in found.items() if name not in SAID_ONLY)
    return found, serves


def _in_database() -> dict[str, str]:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        queue = _queue()
    except DatabaseError:
        return {"database": "away"}
    migrations = f"{len(waiting)} to be made" if waiting else OK
    return {"database": OK, "migrations": migrations, "queue": queue}


def _queue() -> str:
    due = DBTaskResult.objects.ready().order_by("enqueued_at")
    oldest = due.values_list("enqueued_at", flat=True).first()
    if oldest is None or timezone.now() - oldest < LATE:
        return OK
    minutes = (timezone.now() - oldest) // timedelta(minutes=1)
    return f"the oldest job has waited {minutes} minutes"


def _of_replica() -> dict[str, str]:
    if not replica.is_named():
        return {}
    try:
        lag = replica.lag()
    except Error:
        return {"replica": "away"}
    if lag is None:
        return {"replica": "is no replica"}
    return {"replica": OK if lag < BEHIND else f"{lag:.0f} seconds behind"}


def _disk() -> str:
    """Where pages and pictures are written."""
    for place in (settings.PAGE_STORE_DIR, settings.MEDIA_ROOT):
        path = Path(place) if place else None
        if path and path.exists() and shutil.disk_usage(path).free < LEAST_DISK:
            return "almost full"
    return OK
