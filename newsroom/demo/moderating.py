"""What the demo's moderators did beside deciding: an expert checked, a ban, a note, a legal hold;
and what readers reported."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from comments import bans, holding, identities, moderation, notes, reports
from comments.fingerprints import email_hmac
from comments.models import Ban, Identity, Report
from core.models import User
from newsroom.demo.conversation import numbered

EXPERT, ACCUSER, ASKER, THREAT, LOUD, STRANGE = "expert1", "e5", "waiting3", "s3", "i3", "h2"


def load(users: dict[str, User]) -> int:
    """Do what is missing, unless a ban stands already; returns how many acts that were."""
    if Ban.objects.exists():
        return 0
    mo, ada = users["mo"], users["ada"]
    _check_expert(by=mo)
    bans.ban(
        numbered(ACCUSER),
        Ban.Kind.DOMAIN,
        by=mo,
        effect=Ban.Effect.HOLD,
        reason="The third text of this kind in a week.",
        days=30,
    )
    notes.add(numbered(ASKER), "Asks well. Rajiv may want to answer this one.", by=mo)
    holding.hold(numbered(THREAT), by=ada, reason="The clinic has gone to the police about it.")
    _report(LOUD, Report.Why.WRONG, "Which papers? There is no source.")
    _report(STRANGE, Report.Why.OTHER, "It is unkind to the writer.")
    return 6


def _check_expert(*, by: User) -> None:
    """The writer proved the address, and the desk looked the register up."""
    comment = numbered(EXPERT)
    writer = Identity.objects.create(
        email_hmac=email_hmac(comment.email), confirmed_at=comment.created_at
    )
    identities.certify(writer, "hospital pharmacy", by=by)
    comment.identity = writer
    identities.set_badge(comment)
    comment.save(update_fields=["identity", "badge", "expertise"])
    moderation.feature(comment, by=by, version=comment.version)


def _report(number: str, why: str, note: str) -> None:
    at = timezone.now() - timedelta(hours=2)
    reports.report(numbered(number), why=why, note=note, reporter=f"demo {number}", at=at)
