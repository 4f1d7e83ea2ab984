"""Writes CSL-JSON (schema 1.0.2), which Zotero, Pandoc and citation processors read."""

from __future__ import annotations

import json
from collections.abc import Iterable

from literature.csl import Csl
from literature.exports.citekeys import citekeys
from literature.exports.records import UNWRITABLE


def write(records: Iterable[Csl]) -> str:
    """A JSON list of the records; every one has a key to be cited by, and an id of its own."""
    rows = list(records)
    items: list[Csl] = []
    seen: set[str] = set()
    for csl, key in zip(rows, citekeys(rows), strict=True):
        stated = str(csl.get("id") or key)
        identity = key if stated in seen else stated
        items.append(_item(csl, key=key, identity=identity))
        seen.add(identity)
    text = json.dumps(items, ensure_ascii=False, indent=2)
    return UNWRITABLE.sub(lambda found: found[0] if found[0] == "\n" else "", text) + "\n"


def _item(csl: Csl, *, key: str, identity: str) -> Csl:
    short = csl.get("container-title-short")
    # Processors older than CSL 1.0.1 look for the abbreviation under this name.
    older = {"journalAbbreviation": short} if short else {}
    item = {"type": "document", **csl, **older, "id": identity, "citation-key": key}
    return {name: value for name, value in item.items() if value not in (None, "", [], {})}
