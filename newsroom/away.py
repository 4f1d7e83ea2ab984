"""What is said while the database is away. What was typed is not lost: it comes back to be sent.

Asks no database itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

# So much later the page says the form can be sent again.
RETRY_SECONDS = 30
LONG = 80
_UNREADABLE = (
    *(BadRequest, MultiPartParserError, RequestDataTooBig, TooManyFieldsSent),
    UnreadablePostError,
)
# SQLite calls these by the same name, and they are mistakes of ours.
_OURS = ("no such", "near ", "too many")


@dataclass(frozen=True)
class Typed:
    """A field that was sent. A long one is shown to be read and changed, the others go along."""

    name: str
    value: str

    @property
    def is_long(self) -> bool:
        return len(self.value) > LONG or self.name == "text"


def is_away(error: BaseException | None) -> bool:
    """Whether this is the database being away, or busy for too long, and no mistake of ours."""
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    return not str(error).startswith(_OURS)


def typed(request: HttpRequest) -> list[Typed]:
    """What somebody sent with a form, but no password."""
    if request.method != "POST":
        return []
    try:
        rows = [(name, value) for name, values in request.POST.lists() for value in values]
    except _UNREADABLE:
        return []
    if any("password" in name for name, _value in rows):
        return []
    return [Typed(name, value) for name, value in rows]
