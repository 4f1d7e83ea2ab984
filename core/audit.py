"""Writes the audit log: who did what to which row, when and why."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from core.models import AuditEntry, User


def record(
    actor: User | None,
    act: str,
    obj: models.Model,
    *,
    reason: str = "",
    data: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> AuditEntry:
    """Add one entry and return it.

    ``act`` is a dotted verb (``"article.publish"``); ``at`` is an aware datetime, now by default.
    Call it inside the transaction of the act, so that neither exists without the other.
    """
    return AuditEntry.objects.create(
        actor=actor,
        actor_name=str(actor) if actor else "",
        act=act,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        object_label=str(obj)[:250],
        reason=reason,
        data=data or {},
        at=at or timezone.now(),
    )
