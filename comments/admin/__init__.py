"""Readers' comments in the admin."""

from comments.admin import comment, decision

__all__ = ["comment", "decision"]
