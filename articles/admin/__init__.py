"""The admin of the room, one module per kind of thing."""

from articles.admin import (
    corrections,
    embargoes,
    fronts,
    misses,
    people,
    searches,
    series,
    steps,
    stories,
)

__all__ = [
    "corrections",
    "embargoes",
    "fronts",
    "misses",
    "people",
    "searches",
    "series",
    "steps",
    "stories",
]
