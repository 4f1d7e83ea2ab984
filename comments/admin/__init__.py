"""Readers' comments in the admin."""

from comments.admin import comment, decision, ready

__all__ = ["comment", "decision", "ready"]
