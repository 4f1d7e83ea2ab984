"""The services outside, as the tests need them: they answer what they are told, without a socket.

``outside.answers("api.crossref.org/works/", json={...})`` answers every address with these words
in it; the latest rule wins. What the site asked is in ``outside.asked``. An address for which
nobody answers fails the test. Everything above the socket is the site's own: checks, limits, words.
"""

from __future__ import annotations

import io
import json as to_json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from core import http

PUBLIC = "93.184.215.14"
DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Asked:
    """One request as it left the house."""

    method: str
    url: str
    headers: Mapping[str, str]
    data: bytes | None


@dataclass
class Outside:
    """Rules of who answers what, and what was asked."""

    asked: list[Asked] = field(default_factory=list)
    rested: list[float] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)
    rules: list[tuple[str, Callable[[Asked], tuple[int, dict[str, str], bytes]]]] = field(
        default_factory=list
    )

    def answers(
        self,
        words: str,
        *,
        status: int = 200,
        body: bytes | str = b"",
        json: Any = None,
        file: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Answer addresses with ``words`` in them; ``file`` is a recorded body in tests/data."""
        if json is not None:
            body = to_json.dumps(json)
        elif file:
            body = (DATA / file).read_bytes()
        sent = body.encode() if isinstance(body, str) else body
        lower = {name.lower(): value for name, value in (headers or {}).items()}
        self.rules.append((words, lambda asked: (status, lower, sent)))

    def answers_by(self, words: str, answer: Callable[[Asked], Any]) -> None:
        """Answer with the JSON that a function makes of what was asked."""
        self.rules.append((words, lambda asked: (200, {}, to_json.dumps(answer(asked)).encode())))

    def hangs(self, words: str) -> None:
        """Let a service take longer than anybody waits."""
        self._fails(words, TimeoutError())

    def breaks_off(self, words: str) -> None:
        """Let a service hang up in the middle."""
        self._fails(words, ConnectionResetError())

    def urls(self) -> list[str]:
        """The addresses asked, in order, readable."""
        return [unquote(asked.url) for asked in self.asked]

    def _fails(self, words: str, error: Exception) -> None:
        def fail(asked: Asked) -> Any:
            raise error

        self.rules.append((words, fail))

    def look_up(self, host: str, port: int, deadline: float) -> list[str]:
        return self.names.get(host) or [host if host[0].isdigit() or ":" in host else PUBLIC]

    def send(self, hop: http.Hop) -> http.Response:
        url = http._shown(hop.parts)
        asked = Asked(hop.method, url, dict(hop.headers), hop.data)
        self.asked.append(asked)
        for words, answer in reversed(self.rules):
            if words in url or words in unquote(url):
                status, headers, body = answer(asked)
                return http.Response(status, headers, http.read_bounded(io.BytesIO(body), hop), url)
        pytest.fail(f"Nobody outside answers for {url}")


@pytest.fixture
def outside(monkeypatch, settings):
    """Services that answer what the test tells them; nothing leaves the machine."""
    fake = Outside()
    settings.NETWORK = True
    monkeypatch.setattr(http, "send", fake.send)
    monkeypatch.setattr(http, "look_up", fake.look_up)
    monkeypatch.setattr(http, "rest", fake.rested.append)
    return fake
