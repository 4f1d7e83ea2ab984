"""Asks a service one question: answers are kept, its pace is obeyed, its failures are put in words.

Writes answers and paces at once, so it is never called inside a transaction.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from core import http
from core.errors import OutsideFailure
from literature.models import Answer, Pace

FRESH = timedelta(hours=24)
PATIENCE = 4.0  # seconds a person waits for a turn; a job waits longer
TIMEOUT = 8.0  # seconds for an answer somebody waits for; a job waits longer
FAILURES_ALLOWED = 3
LONGEST_PAUSE = 600
PAUSE = 5.0  # seconds to leave a busy service alone when it does not say how long
SECONDS = re.compile(r"([0-9]{1,4})\s*s?")


@dataclass(frozen=True)
class Service:
    """A partner outside. ``interval`` is the least time in seconds between two questions."""

    key: str
    name: str
    interval: float
    accept: str = "application/json"
    read: Callable[[http.Response], Any] = http.Response.json
    unknown: frozenset[int] = frozenset({404, 410})


@dataclass(frozen=True)
class Told:
    """What a service said, and when. ``payload`` is None when it knows no such thing."""

    payload: Any
    asked_at: datetime


def ask(
    service: Service,
    question: str,
    url: str,
    *,
    fresh: timedelta = FRESH,
    patience: float = PATIENCE,
    max_bytes: int = http.MAX_BYTES,
) -> Told:
    """The answer to a question, kept or asked now; an older one when the service fails.

    Raises OutsideFailure with a sentence when there is none.
    """
    kept = Answer.objects.filter(service=service.key, question=question[:300]).first()
    now = timezone.now()
    if kept and now - kept.asked_at < fresh:
        return Told(kept.payload, kept.asked_at)
    try:
        payload = _fetch(service, url, patience=patience, timeout=TIMEOUT, max_bytes=max_bytes)
    except OutsideFailure:
        if kept and kept.payload is not None:
            return Told(kept.payload, kept.asked_at)
        raise
    Answer.objects.update_or_create(
        service=service.key,
        question=question[:300],
        defaults={"payload": payload, "asked_at": now},
    )
    return Told(payload, now)


def kept(service: Service, question: str) -> Told | None:
    """The kept answer to a question, however old; asks nobody."""
    row = Answer.objects.filter(service=service.key, question=question[:300]).first()
    return Told(row.payload, row.asked_at) if row else None


def ask_unkept(service: Service, url: str, *, patience: float, max_bytes: int) -> Any:
    """The answer to a question that will not be asked again; raises OutsideFailure."""
    return _fetch(service, url, patience=patience, timeout=http.TIMEOUT, max_bytes=max_bytes)


def _fetch(service: Service, url: str, *, patience: float, timeout: float, max_bytes: int) -> Any:
    _wait_turn(service, patience)
    try:
        answer = http.fetch(url, accept=service.accept, timeout=timeout, max_bytes=max_bytes)
        payload = _understood(service, answer)
    except OutsideFailure as failure:
        if not failure.permanent:
            _note_failure(service)
        raise
    _note_success(service, answer)
    return payload


def _understood(service: Service, answer: http.Response) -> Any:
    if answer.is_busy:
        _pause(service, answer.retry_after or PAUSE)
        message = _("%(name)s asks us to come back later.") % {"name": service.name}
        raise OutsideFailure(message, permanent=False)
    if answer.status in service.unknown:
        return None
    if answer.status != 200:
        message = _("%(name)s could not answer (it said %(status)s).")
        facts = {"name": service.name, "status": answer.status}
        raise OutsideFailure(message % facts, permanent=400 <= answer.status < 500)
    return service.read(answer)


def _wait_turn(service: Service, patience: float) -> None:
    with transaction.atomic():
        pace = _pace(service)
        now = timezone.now()
        start = max(pace.free_at, now)
        wait = (start - now).total_seconds()
        if wait > patience:
            message = _("%(name)s asks us to wait until %(time)s.")
            moment = timezone.localtime(pace.free_at)
            shown = f"{time_format(moment, 'H:i')} {moment.tzname()}"
            raise OutsideFailure(message % {"name": service.name, "time": shown}, permanent=False)
        pace.free_at = start + timedelta(seconds=pace.interval)
        pace.save(update_fields=["free_at"])
    if wait > 0:
        http.rest(wait)


def _pace(service: Service) -> Pace:
    row, _is_new = Pace.objects.select_for_update().get_or_create(
        service=service.key,
        defaults={"free_at": timezone.now(), "interval": service.interval},
    )
    return row


def _pause(service: Service, seconds: float) -> None:
    with transaction.atomic():
        pace = _pace(service)
        pace.free_at = max(pace.free_at, timezone.now() + timedelta(seconds=seconds))
        pace.save(update_fields=["free_at"])


def _note_failure(service: Service) -> None:
    # A service that fails again and again is left alone, so that nobody waits for it each time.
    with transaction.atomic():
        pace = _pace(service)
        pace.failures = min(pace.failures + 1, 100)
        if pace.failures >= FAILURES_ALLOWED:
            seconds = min(2.0 ** min(pace.failures, 10), LONGEST_PAUSE)
            pace.free_at = max(pace.free_at, timezone.now() + timedelta(seconds=seconds))
        pace.save(update_fields=["failures", "free_at"])


def _note_success(service: Service, answer: http.Response) -> None:
    interval = max(service.interval, _told_interval(answer))
    Pace.objects.filter(service=service.key).update(failures=0, interval=interval)


def _told_interval(answer: http.Response) -> float:
    limit = answer.headers.get("x-rate-limit-limit", "")
    span = SECONDS.fullmatch(answer.headers.get("x-rate-limit-interval", "").strip())
    if not (limit.isascii() and limit.isdigit() and int(limit) and span):
        return 0.0
    return int(span[1]) / int(limit)
