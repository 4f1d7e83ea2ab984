"""The fact that this room announces to rooms above it, after commit.

``retraction_recorded``: readers are told something else about a work than before (``work``, the
``notice`` that says so or None, and ``was``, its standing before).
"""

from __future__ import annotations

import logging
from functools import partial

from django.db import transaction
from django.dispatch import Signal

from literature.models import RetractionNotice, Work

logger = logging.getLogger(__name__)

retraction_recorded = Signal()


def announce(work: Work, notice: RetractionNotice | None, *, was: str) -> None:
    """Send the signal once the transaction is committed; a failing listener is only logged."""
    transaction.on_commit(partial(_send, work=work, notice=notice, was=was))


def _send(**facts: object) -> None:
    for receiver, answer in retraction_recorded.send_robust(Work, **facts):
        if isinstance(answer, Exception):
            logger.error("%r failed", receiver, exc_info=answer)
