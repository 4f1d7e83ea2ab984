"""Recurring work of the library: the watch over what stories cite."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from core.jobs import every
from literature.checking import check_due


@every(timedelta(minutes=10))
def watch(at: datetime) -> None:
    """Check what is due, for some minutes at most; the next run goes on where this one stopped."""
    if settings.NETWORK:
        check_due(at)
