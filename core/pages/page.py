"""A finished page: what it says in each coding, and until when it holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.http import parse_http_date_safe

from core.pages.board import Board
from core.pages.codings import IDENTITY, coded

Header = tuple[str, str]
# Made anew for every coding, or by the server.
OWN = {"content-length", "content-encoding", "etag", "vary", "date", "server", "connection"}


@dataclass(slots=True)
class Answer:
    """One coding of a page, ready to be handed to the server."""

    etag: str
    headers: list[Header]
    body: list[bytes]
    unchanged: list[Header]


@dataclass(slots=True)
class Page:
    """A page in all codings. It holds from ``made`` to ``ends`` (seconds since 1970, UTC) while
    none of ``slots`` was forgotten after the board stood at ``since``. ``tags`` are for a CDN."""

    headers: list[Header]
    bodies: dict[str, bytes]
    slots: Sequence[int]
    since: int
    made: float
    ends: float
    seen: int = -1
    etag: str = ""
    tags: str = ""
    modified: int | None = None
    answers: dict[str, Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.etag:
            self.etag = hashlib.blake2b(self.bodies[IDENTITY], digest_size=12).hexdigest()
        said = {name.lower(): value for name, value in self.headers}
        self.modified = parse_http_date_safe(said.get("last-modified", ""))
        self.answers = {name: self._answer(name, body) for name, body in self.bodies.items()}

    @classmethod
    def of(
        cls,
        body: bytes,
        headers: Iterable[Header],
        *,
        slots: Sequence[int],
        since: int,
        made: float,
        ends: float,
        tags: str = "",
    ) -> Page:
        """The page of a body as it was rendered, with the headers of that answer."""
        kept = [(name, value) for name, value in headers if name.lower() not in OWN]
        return cls(kept, coded(body), slots, since, made, ends, tags=tags)

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values()))

    def holds(self, board: Board, now: float) -> bool:
        """Whether readers may still get it."""
        if not self.made <= now < self.ends:
            return False
        generation = board.generation
        if generation != self.seen:
            if not board.holds(self.slots, self.since):
                return False
            self.seen = generation
        return True

    def answer(self, codings: Sequence[str]) -> Answer:
        """The page in the first of these codings that it has."""
        answers = self.answers
        for name in codings:
            if name in answers:
                return answers[name]
        return answers[IDENTITY]

    def _answer(self, coding: str, body: bytes) -> Answer:
        suffix = "" if coding == IDENTITY else f"-{coding}"
        etag = f'"{self.etag}{suffix}"'
        common = [("ETag", etag), ("Vary", "Accept-Encoding")]
        own = [] if coding == IDENTITY else [("Content-Encoding", coding)]
        whole = [*self.headers, *common, *own, ("Content-Length", str(len(body)))]
        unchanged = [row for row in self.headers if row[0].lower() != "content-type"]
        return Answer(etag, whole, [body], [*unchanged, *common])

    def is_known(self, if_none_match: str) -> bool:
        """Whether the reader has this page already, in whatever coding (RFC 9110, 13.1.2)."""
        return if_none_match.strip() == "*" or self.etag in if_none_match

    def is_unchanged_since(self, if_modified_since: str) -> bool:
        """Whether it says when it changed, and that was not after this (RFC 9110, 13.1.3)."""
        since = parse_http_date_safe(if_modified_since)
        return self.modified is not None and since is not None and self.modified <= since
