"""Moderators' word that a rule was wrong about one comment: counted against the rule, taken back.

It changes neither the score nor the lines; what it counts for stands on the statistics page.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from comments import permissions
from comments.models import Comment, Objection
from comments.spam import estimate
from core import audit
from core.errors import Refused
from core.models import User


def raise_against(
    code: str, comment: Comment, *, by: User, at: datetime | None = None
) -> Objection:
    """Keep that the rule ``code`` is wrong about ``comment``; the first word on it stands.

    Raises ``Refused`` without the right, or when the rule says nothing about the comment.
    """
    _check(code, comment, by)
    with transaction.atomic():
        made, is_new = Objection.objects.get_or_create(
            comment=comment,
            code=code,
            defaults={"by": by, "by_name": str(by), "at": at or timezone.now()},
        )
        if is_new:
            audit.record(by, "comment.rule_wrong", comment, data={"rule": code})
        return made


def take_back(code: str, comment: Comment, *, by: User) -> None:
    """Let the rule stand after all; harmless where nothing was said. Raises ``Refused`` without
    the right."""
    if not permissions.may_moderate(by):
        raise Refused(_("Deciding on comments is not among your rights."))
    with transaction.atomic():
        gone, _each = Objection.objects.filter(comment=comment, code=code).delete()
        if gone:
            audit.record(by, "comment.rule_not_wrong", comment, data={"rule": code})


def on(numbers: Iterable[int]) -> dict[int, dict[str, str]]:
    """Who objected to which rule, by the number of the comment and the rule; one query."""
    found: dict[int, dict[str, str]] = {}
    rows = Objection.objects.filter(comment__in=list(numbers))
    for number, code, name in rows.values_list("comment", "code", "by_name"):
        found.setdefault(number, {})[code] = name
    return found


def counted(*, since: datetime) -> dict[str, tuple[int, int, int]]:
    """For each rule: how many objections, how many of them on comments that were learned as
    approved and count against it already, and how many on such as were learned as spam."""
    taught = Q(comment__lesson__is_quiet=False)
    rows = Objection.objects.filter(at__gt=since).order_by().values("code")
    counts = rows.annotate(
        every=Count("pk"),
        approved=Count("pk", filter=taught & Q(comment__lesson__is_spam=False)),
        spam=Count("pk", filter=taught & Q(comment__lesson__is_spam=True)),
    )
    return {row["code"]: (row["every"], row["approved"], row["spam"]) for row in counts}


def _check(code: str, comment: Comment, by: User) -> None:
    if not permissions.may_moderate(by):
        raise Refused(_("Deciding on comments is not among your rights."))
    facts = estimate.facts_of(comment.reasons)
    said = {part.code for part in estimate.parts(facts)} - {""}
    if facts.get("audit") or code not in said:
        raise Refused(_("This rule says nothing about this comment."))
