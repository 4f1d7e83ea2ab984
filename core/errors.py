"""What can go wrong, as classes: a refusal a person may read, and a failure of somebody outside."""

from __future__ import annotations

from django.utils.functional import Promise


class Refused(Exception):
    """An act that may not happen. The message is a sentence for the person who asked.

    ``field`` names the form field it belongs to, where there is one.
    """

    def __init__(self, message: str | Promise, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = str(message)
        self.field = field

    def __str__(self) -> str:
        return self.message


class Stale(Refused):
    """Somebody else changed the row since it was read; ``current`` is its version now."""

    def __init__(self, message: str | Promise, *, current: int) -> None:
        super().__init__(message)
        self.current = current


class OutsideFailure(Exception):
    """A partner outside did not do its part. ``permanent`` failures are not tried again."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent
