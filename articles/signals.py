"""The facts that this room announces to rooms above it, after commit.

``article_published``: an edition was given its place in time (``edition``, ``by``).
``article_withdrawn``: a story was withdrawn (``article``, ``by``).
"""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.db import models, transaction
from django.dispatch import Signal

logger = logging.getLogger(__name__)

article_published = Signal()
article_withdrawn = Signal()


def announce(signal: Signal, *, sender: type[models.Model], **facts: Any) -> None:
    """Send ``signal`` once the transaction is committed; a failing listener is only logged."""
    transaction.on_commit(partial(_send, signal, sender=sender, **facts))


def _send(signal: Signal, *, sender: type[models.Model], **facts: Any) -> None:
    for receiver, answer in signal.send_robust(sender, **facts):
        if isinstance(answer, Exception):
            logger.error("%r failed", receiver, exc_info=answer)
