"""Writes the audit log: who did what to which row, when and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone

from core.models import AuditEntry, User

# Rooms that keep some of their rows from some people say here which entries those may not read.
_kept_back: list[Callable[[User], Q]] = []


def keep_back(condition: Callable[[User], Q]) -> None:
    """Leave what ``condition(user)`` finds out of the log as that user reads it."""
    if condition not in _kept_back:
        _kept_back.append(condition)


def read_by(user: User) -> QuerySet[AuditEntry]:
    """The entries of the log that name nothing kept from this person."""
    rows = AuditEntry.objects.all()
    for condition in _kept_back:
        rows = rows.exclude(condition(user))
    return rows


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
    entry = _entry(actor, act, obj, reason=reason, data=data, at=at)
    entry.save()
    return entry


def record_all(
    actor: User | None, act: str, objs: Iterable[models.Model], *, at: datetime | None = None
) -> None:
    """Add one entry for each of many rows with which the same was done, in one go."""
    AuditEntry.objects.bulk_create(_entry(actor, act, obj, at=at) for obj in objs)


def _entry(
    actor: User | None,
    act: str,
    obj: models.Model,
    *,
    reason: str = "",
    data: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> AuditEntry:
    return AuditEntry(
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
