"""The admin of the room, one module per kind of thing."""

from articles.admin import corrections, people, searches, stories

__all__ = ["corrections", "people", "searches", "stories"]
