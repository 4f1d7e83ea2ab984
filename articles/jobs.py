"""What is tidied up again and again. Nothing that readers see hangs on it."""

from __future__ import annotations

from datetime import datetime, timedelta

from articles import autosave
from core.jobs import every


@every(timedelta(days=1))
def forget_old_typing(at: datetime) -> None:
    """Typing that nobody saved or asked for in a month."""
    autosave.drop_old(at)
