"""What the worker does for pictures. Nothing that readers see hangs on it but bytes saved."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final

from core.jobs import every
from media.renditions import finish, incomplete

logger = logging.getLogger(__name__)
AT_A_TIME: Final = 20


@every(timedelta(hours=1))
def draw_what_is_missing(at: datetime) -> None:
    """WebP and AVIF of pictures whose own job was lost, or that are older than these formats."""
    for pk in incomplete().values_list("pk", flat=True)[:AT_A_TIME]:
        try:
            finish.call(pk)
        except OSError:
            logger.exception("the file of picture %s cannot be read", pk)
