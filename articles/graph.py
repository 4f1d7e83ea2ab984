"""Linked data as a list of nodes, each with a name of its own (JSON-LD 1.1, ``@graph``)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

Node = dict[str, Any]


class Graph:
    """Nodes in the order in which they were added; one name, one node."""

    def __init__(self) -> None:
        self._nodes: dict[str, Node] = {}

    def add(self, node: Node) -> Node:
        """Keep the node without its empty values, and give what refers to it."""
        name = node["@id"]
        self._nodes[name] = self._nodes.get(name, {}) | given(node)
        return {"@id": name}

    def as_data(self) -> Node:
        return {"@context": "https://schema.org", "@graph": list(self._nodes.values())}


def given(node: Node) -> Node:
    """The node without what is not known."""
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}


def stamp(moment: datetime | None) -> str:
    """ISO 8601 with the offset of the site's zone, as the page shows it; empty for no moment."""
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""
