"""Background work: the one file that knows the task library.

A job gets ids, looks the rows up again and stops quietly when its reason is gone. Recurring
jobs are claimed by a guarded UPDATE, so that any number of workers may run.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task

from core.models import PeriodicJob

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=10)

__all__ = ["due_jobs", "enqueue", "every", "run_due", "task"]


@dataclass(frozen=True)
class Recurring:
    """A function to call with the time, again and again."""

    name: str
    function: Callable[[datetime], object]
    interval: timedelta


_recurring: dict[str, Recurring] = {}


def enqueue(job: Task, *args: Any) -> None:
    """Put a job into the queue once the current transaction has been committed."""
    transaction.on_commit(partial(job.enqueue, *args))


def every(
    interval: timedelta,
) -> Callable[[Callable[[datetime], object]], Callable[[datetime], object]]:
    """Register a function ``f(at)`` to be run about every ``interval`` by the worker."""

    def register(function: Callable[[datetime], object]) -> Callable[[datetime], object]:
        name = f"{function.__module__}.{function.__qualname__}"
        _recurring[name] = Recurring(name, function, interval)
        return function

    return register


def due_jobs(at: datetime) -> list[Recurring]:
    """The recurring jobs that are due at ``at`` and held by no worker."""
    for name in _recurring:
        PeriodicJob.objects.get_or_create(name=name, defaults={"next_run": at})
    free = Q(lease_until=None) | Q(lease_until__lte=at)
    names = PeriodicJob.objects.filter(free, next_run__lte=at).values_list("name", flat=True)
    return [_recurring[name] for name in names if name in _recurring]


def run_due(at: datetime | None = None) -> list[str]:
    """Run each due recurring job that this worker can claim; returns their names."""
    at = at or timezone.now()
    return [job.name for job in due_jobs(at) if _claim(job, at) and _run(job, at)]


def _claim(job: Recurring, at: datetime) -> bool:
    free = Q(lease_until=None) | Q(lease_until__lte=at)
    rows = PeriodicJob.objects.filter(free, name=job.name, next_run__lte=at)
    return rows.update(lease_until=at + LEASE) == 1


def _run(job: Recurring, at: datetime) -> bool:
    error = ""
    try:
        job.function(at)
    except Exception as exception:  # the runner outlives any job; the failure is kept and shown
        logger.exception("recurring job %s failed", job.name)
        error = f"{type(exception).__name__}: {exception}"
    PeriodicJob.objects.filter(name=job.name).update(
        next_run=at + job.interval, lease_until=None, last_run=at, last_error=error
    )
    return True
