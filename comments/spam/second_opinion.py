"""What Akismet said, where the site asks it: one reason among the others."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

CODE = "akismet"


def sentence(facts: dict[str, Any]) -> str:
    if facts.get("blatant"):
        return _("Akismet holds it to be plain spam.")
    return _("Akismet holds it to be spam.")
