"""Readers' comments in the admin."""

from comments.admin import banning, comment, decision, ready

__all__ = ["banning", "comment", "decision", "ready"]
