"""Readers' comments in the admin."""

from comments.admin import banning, comment, decision, holding, identity, ready

__all__ = ["banning", "comment", "decision", "holding", "identity", "ready"]
