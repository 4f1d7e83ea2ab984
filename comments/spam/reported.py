"""Did readers ask to look again? No check of a new comment; said to the moderator afterwards."""

from __future__ import annotations

from typing import Any

from django.utils.translation import ngettext

CODE = "reports"


def sentence(facts: dict[str, Any]) -> str:
    count = int(facts["count"])
    said = ngettext(
        "%(count)d reader reported it: %(whys)s", "%(count)d readers reported it: %(whys)s", count
    )
    return said % {"count": count, "whys": "; ".join(facts["whys"])}
