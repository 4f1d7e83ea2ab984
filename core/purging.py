"""Tells a CDN what to forget: each change is noted in the database, and the worker sends it.

The CDN gets a POST with JSON: ``tags`` and ``addresses``, at most a hundred together. What it does
not take is sent again every minute, until it would have forgotten the pages by itself.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from urllib.parse import quote

from django.conf import settings
from django.db import Error
from django.utils import timezone

from core import http
from core.errors import OutsideFailure
from core.jobs import enqueue, every, task
from core.models import Purge
from core.pages import edge
from core.pages.tags import ADDRESS

logger = logging.getLogger(__name__)
BATCH, TIMEOUT = 100, 10.0
SIGNATURE = "X-Newsroom-Signature"


def note(tags: Iterable[str], _position: int = 0) -> bool:
    """Note that these were forgotten, and ask the worker to tell the CDN; whether it is noted."""
    try:
        Purge.objects.create(names=edge.names(tags), at=timezone.now())
        enqueue(send)
    except Error:
        logger.exception("the CDN could not be told what changed")
        return False
    return True


@task()
def send() -> int:
    """Send all that waits, oldest first; how many names went out. What fails waits."""
    try:
        return send_waiting()
    except OutsideFailure as error:
        logger.warning("The CDN was not told what changed: %s", error)
        return 0


@every(timedelta(minutes=1))
def send_again(at: datetime) -> int:
    """Send what an earlier attempt left; a failure stands beside the job on the desk."""
    Purge.objects.filter(at__lt=at - timedelta(seconds=settings.CDN_SECONDS)).delete()
    return send_waiting()


def send_waiting() -> int:
    """Send what waits in batches, and strike out what was taken; raises OutsideFailure."""
    if not settings.CDN_PURGE_URL:
        return 0
    rows = list(Purge.objects.order_by("pk"))
    found = sorted({name for row in rows for name in row.names})
    for batch in _batches(found):
        _post(batch)
    Purge.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(found)


def _batches(names: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(names)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _post(names: Sequence[str]) -> None:
    paths = [name.removeprefix(ADDRESS) for name in names if name.startswith(ADDRESS)]
    told = {
        "tags": [name for name in names if not name.startswith(ADDRESS)],
        "addresses": [settings.SITE_URL + quote(path.encode("latin-1")) for path in paths],
    }
    body = json.dumps(told).encode()
    token = settings.CDN_PURGE_TOKEN
    answer = http.fetch(
        settings.CDN_PURGE_URL,
        method="POST",
        data=body,
        timeout=TIMEOUT,
        headers={
            "Content-Type": "application/json",
            "Authorization": f"Bearer {token}",
            SIGNATURE: signature(body, token),
        },
    )
    if not 200 <= answer.status < 300:
        host = http.host_of(settings.CDN_PURGE_URL)
        message = f"{host} answered with {answer.status}."
        raise OutsideFailure(message, permanent=False)


def signature(body: bytes, token: str) -> str:
    """The body's HMAC with SHA-256 under the token, in hexadecimal."""
    return hmac.new(token.encode(), body, hashlib.sha256).hexdigest()
