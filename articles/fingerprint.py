"""Knows whether a text is still the one that somebody signed."""

from __future__ import annotations

import hashlib

from articles import conflicts
from articles.models import Edition

# What may change without anybody's having to look again.
BESIDE = {"planned_for", "change_note", "is_major_change"}


def fingerprint(edition: Edition) -> str:
    """The same for the same content, rows and tags included; three queries."""
    taken = conflicts.snapshot(edition)
    kept = {name: value for name, value in sorted(taken.items()) if name not in BESIDE}
    return hashlib.sha256(conflicts.dump(kept).encode()).hexdigest()
