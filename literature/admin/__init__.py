"""The library on the desk."""

from literature.admin import issues, journals, notices, works

__all__ = ["issues", "journals", "notices", "works"]
