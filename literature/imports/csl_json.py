"""Reads CSL-JSON: a list of items, one item, or items under a key, as Zotero and Crossref give."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from core.errors import Refused
from literature.imports.record import Draft, Record

TEXTS = (
    *("type", "genre", "title", "container-title", "container-title-short", "volume", "issue"),
    *("page", "number", "publisher", "language", "abstract", "URL", "PMID", "PMCID", "note"),
)
PEOPLE = ("author", "editor", "translator")
DATES = ("issued", "available-date")


def read(text: str) -> Iterator[Record]:
    """Every item; raises Refused when the file is no JSON at all."""
    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise Refused(_("This is not a CSL-JSON file: it cannot be read as JSON.")) from error
    return map(_record, _items(data))


def _items(data: Any) -> list[Any]:
    if isinstance(data, dict):
        data = data.get("items", [data])
    return data if isinstance(data, list) else [data]


def _record(item: Any) -> Record:
    draft = Draft(1)
    if not isinstance(item, dict):
        draft.notes.append(_("This is not an item of CSL-JSON."))
        return draft.finished()
    draft.csl.update({key: text for key in TEXTS if (text := _text(item.get(key)))})
    draft.csl.update({key: item[key] for key in DATES if isinstance(item.get(key), dict)})
    for role in PEOPLE:
        names = item.get(role)
        kept = [name for name in names if isinstance(name, dict)] if isinstance(names, list) else []
        draft.set(**{role: kept})
    draft.set_doi(_text(item.get("DOI")))
    issns = item.get("ISSN") or []
    draft.set_issns([_text(issn) for issn in (issns if isinstance(issns, list) else [issns])])
    return draft.finished()


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""
