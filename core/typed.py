"""What somebody sent with a form, to be given back where it was not taken. Asks no database."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

LONG = 80
_UNREADABLE = (
    *(BadRequest, MultiPartParserError, RequestDataTooBig, TooManyFieldsSent),
    UnreadablePostError,
)


@dataclass(frozen=True)
class Typed:
    """A field that was sent. A long one is shown to be read and changed, the others go along."""

    name: str
    value: str

    @property
    def is_long(self) -> bool:
        return len(self.value) > LONG or self.name == "text"


def typed(request: HttpRequest) -> list[Typed]:
    """What somebody sent with a form, but no password; nothing where it cannot be read."""
    if request.method != "POST":
        return []
    try:
        rows = [(name, value) for name, values in request.POST.lists() for value in values]
    except _UNREADABLE:
        return []
    if any("password" in name for name, _value in rows):
        return []
    return [Typed(name, value) for name, value in rows]
