"""Does a ban say that this writer's comments are read first? One that refuses never comes here."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from comments import bans
from comments.ban_models import Ban
from comments.spam.candidate import Candidate, Vote

CODE = "ban"


def vote(candidate: Candidate) -> Vote | None:
    ban = candidate.asked_ban[0] if candidate.asked_ban else _standing(candidate)
    return None if ban is None or candidate.is_ours else Vote(CODE, {"kind": ban.kind})


def _standing(candidate: Candidate) -> Ban | None:
    return bans.standing(
        email=candidate.email,
        network_hmac=candidate.network_hmac,
        earlier_networks=candidate.earlier_networks,
        identity_id=candidate.identity_id,
        at=candidate.at,
    )


def sentence(facts: dict[str, Any]) -> str:
    kinds = dict(Ban.Kind.choices)
    named = kinds.get(facts.get("kind", ""), "")
    return _("A ban has comments from this writer read first (%s).") % named
