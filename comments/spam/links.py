"""Which links does the text carry? Scholarly addresses and our own count for nothing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import ngettext

from comments.spam.candidate import Candidate, Vote
from comments.text import host, links

CODE = "links"
TRUSTED = (
    "doi.org",
    "nih.gov",
    "who.int",
    "clinicaltrials.gov",
    "cochranelibrary.com",
    "europepmc.org",
)
_NAMED = 3


def vote(candidate: Candidate) -> Vote | None:
    hosts = [host(address) for address in links(candidate.text)]
    strange = [name for name in hosts if not is_trusted(name)]
    if not strange:
        return None
    return Vote(CODE, {"count": len(strange), "hosts": sorted(set(strange))[:_NAMED]})


def is_trusted(name: str) -> bool:
    """Whether a host is our own or one that papers live on."""
    own = settings.SITE_HOST.split(":")[0].removeprefix("www.")
    return any(name == good or name.endswith("." + good) for good in (own, *TRUSTED))


def sentence(facts: dict[str, Any]) -> str:
    count = int(facts["count"])
    return ngettext(
        "It carries %(count)d link (%(hosts)s).", "It carries %(count)d links (%(hosts)s).", count
    ) % {"count": count, "hosts": ", ".join(facts["hosts"])}
