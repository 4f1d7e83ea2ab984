"""The requests of the story form: somebody signed in, and what one try leaves for the next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from articles.citing import Said
from core.errors import Refused
from core.models import User


class DeskRequest(HttpRequest):
    """A request of a person with an account.

    ``refusal`` and ``row_refusals`` are shown when a refused form comes back, ``kept`` fills its
    fields, ``found_outside`` is what services said of its sources, ``said`` is the message after
    a save, and ``is_story_list`` narrows the stories.
    """

    user: User
    refusal: Refused
    row_refusals: dict[str | None, Refused]
    kept: dict[str, Any]
    found_outside: dict[str, Said]
    said: str
    is_story_list: bool
