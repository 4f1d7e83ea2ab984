"""What is said while the database is away: whether it is, and when to try again."""

from __future__ import annotations

from django.db import InterfaceError, OperationalError

# So much later the page says the form can be sent again.
RETRY_SECONDS = 30
# SQLite calls these by the same name, and they are mistakes of ours.
_OURS = ("no such", "near ", "too many")


def is_away(error: BaseException | None) -> bool:
    """Whether this is the database being away, or busy for too long, and no mistake of ours."""
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    return not str(error).startswith(_OURS)
