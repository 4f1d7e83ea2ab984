"""What the worker does for comments: once a day it forgets old addresses."""

from __future__ import annotations

from datetime import datetime, timedelta

from comments import privacy
from core.jobs import every


@every(timedelta(days=1))
def forget_addresses(at: datetime) -> int:
    """Clear what is kept about writers once it is older than the setting allows."""
    return privacy.forget(at)
