"""The comments of a story's page as linked data for search engines (schema.org).

Pure: it asks the database nothing more than the page did, and tells what readers see, no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from articles.graph import stamp
from articles.models import Edition
from comments.threads import Entry, Thread
from core.links import absolute, numbered

MOST = 20


def graph_of(thread: Thread, edition: Edition | None) -> dict[str, Any]:
    """The first twenty visible comments, as what the story's own node has besides; empty for none.

    A node of the same name in another block of the page is the same thing (JSON-LD 1.1).
    """
    address_of = numbered("comments:permalink", "comment_id")
    shown = islice(_visible(thread.entries), MOST)
    nodes = [_node(entry, absolute(address_of(entry.pk))) for entry in shown]
    if edition is None or not nodes:
        return {}
    story = f"{absolute(edition.get_absolute_url())}#article"
    return {"@context": "https://schema.org", "@id": story, "comment": nodes}


def _visible(entries: Iterable[Entry]) -> Iterator[Entry]:
    for entry in entries:
        if entry.is_visible:
            yield entry
        yield from _visible(entry.answers)


def _node(entry: Entry, address: str) -> dict[str, Any]:
    return {
        "@type": "Comment",
        "text": _words(entry),
        "author": {"@type": "Person", "name": entry.name},
        "dateCreated": stamp(entry.comment.created_at),
        "url": address,
    }


def _words(entry: Entry) -> str:
    paragraphs = (
        "\n".join("".join(run.text for run in runs) for runs in lines) for lines in entry.paragraphs
    )
    return "\n\n".join(paragraphs)
