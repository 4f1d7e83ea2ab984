"""Asks the services about sources typed into a story's form, before its save begins.

The save runs in a transaction, and nobody may wait for the network in one.
"""

from __future__ import annotations

import re

from articles import citing
from articles.admin.requests import DeskRequest

LOOKUP = re.compile(r"citations-[0-9]{1,4}-lookup")
MOST = 20


def ask_outside(request: DeskRequest) -> dict[str, citing.Said]:
    """What services say about each look-up of the form that the library cannot answer."""
    if request.method != "POST" or not request.user.has_perm("literature.add_work"):
        return {}
    typed = [str(text).strip() for name, text in request.POST.items() if LOOKUP.fullmatch(name)]
    wanted = [text for text in dict.fromkeys(typed) if text and not citing.is_known(text)]
    return {text: citing.ask_outside(text) for text in wanted[:MOST]}
