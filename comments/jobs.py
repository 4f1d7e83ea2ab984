"""What the worker does for comments: it forgets old addresses and lets decisions take effect."""

from __future__ import annotations

from datetime import datetime, timedelta

from comments import privacy, settling
from core.jobs import every


@every(timedelta(days=1))
def forget_addresses(at: datetime) -> int:
    """Clear what is kept about writers once it is older than the setting allows."""
    return privacy.forget(at)


@every(timedelta(seconds=10))
def settle_decisions(at: datetime) -> int:
    """Learn from decisions that stood, and announce them."""
    return settling.settle(at)
