"""Readers' comments in the admin."""

from comments.admin import banning, comment, decision, identity, ready

__all__ = ["banning", "comment", "decision", "identity", "ready"]
