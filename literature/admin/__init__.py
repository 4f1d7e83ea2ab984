"""The library on the desk."""

from literature.admin import issues, journals, works

__all__ = ["issues", "journals", "works"]
