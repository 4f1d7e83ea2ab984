"""The admin of the room, one module per kind of thing."""

from articles.admin import corrections, people, stories

__all__ = ["corrections", "people", "stories"]
