"""What the pages of one filled site cost in one process, without a web server and without a store.

For each line on its input it asks for every page a few times and prints, as JSON, the least
processor time of a request in milliseconds, PostgreSQL's included, and its number of queries. So
two sites can be asked in turn, and a busy moment meets both.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import django
from django.conf import settings
from django.db import connection
from django.test import Client

from benchmarks import machine
from benchmarks.content import Words

STORY, LISTING, DEEP_PAGE = "/desk-0/measured-story/", "/desk-1/", 200
# Of the newest parts of the sitemap the one with most stories is asked for.
PARTS = 4
TIMES = 4
LINKS = "sitemap part, 100 links"


class Count:
    """Counts queries as they pass."""

    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Callable[..., object], *asked: object) -> object:
        self.queries += 1
        return execute(*asked)


def pages(client: Client) -> Iterator[tuple[str, str, float]]:
    """Name, address, and the share of its cost that is told."""
    part, links = max(_parts(client), key=lambda found: found[1])
    yield "story", STORY, 1
    yield "section, page 1", LISTING, 1
    yield f"section, page {DEEP_PAGE}", f"{LISTING}?page={DEEP_PAGE}", 1
    yield "front page", "/", 1
    yield "feed", "/feed.atom", 1
    yield LINKS, part, 100 / links
    yield "search, a word in ten stories", f"/search/?q={Words.name(30)}", 1
    yield "search, the most frequent word", f"/search/?q={Words().most_frequent}", 1
    yield "archive", "/archive/", 1
    yield "topic", "/tags/topic-0/", 1
    yield "admin: stories", "/admin/articles/edition/", 1
    yield "admin: comments", "/admin/comments/comment/", 1


class Measured:
    """The pages of this site, each asked for once, with what it does not have left out."""

    def __init__(self) -> None:
        host = re.sub(r"^https?://", "", settings.SITE_URL)
        self._client = Client(HTTP_HOST=host)
        self._client.force_login(_user())
        self._queries, self._pages = {}, []
        for name, address, share in pages(self._client):
            count = Count()
            self._client.get(address)
            with connection.execute_wrapper(count):
                if self._client.get(address).status_code == 200:
                    self._pages.append((name, address, share))
            self._queries[name] = count.queries

    def round(self) -> dict[str, tuple[float, int]]:
        """For each page milliseconds and queries."""
        return {
            name: (_least(self._client, address) * share, self._queries[name])
            for name, address, share in self._pages
        }


def _least(client: Client, address: str) -> float:
    own = []
    with _backend() as spent:
        before = spent()
        for _time in range(TIMES):
            began = time.process_time()
            client.get(address)
            own.append(time.process_time() - began)
        backend = (spent() - before) / TIMES
    return (min(own) + backend) * 1_000


@contextmanager
def _backend() -> Iterator[Callable[[], float]]:
    """Processor time of this connection's process of PostgreSQL, in steps of a hundredth."""
    pid = 0
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
    yield lambda: machine.processor_seconds([pid]) if pid else 0.0


def _parts(client: Client) -> Iterator[tuple[str, int]]:
    index = client.get("/sitemap.xml").content.decode()
    for part in re.findall(r"<loc>https?://[^/]+(/sitemap/\d[^<]*)</loc>", index)[:PARTS]:
        yield part, client.get(part).content.decode().count("<loc>")


def _user() -> object:
    from core.models import User  # noqa: PLC0415 - app ready

    return User.objects.get(username="bench")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    logging.disable()
    measured = Measured()
    for _line in sys.stdin:
        sys.stdout.write(json.dumps(measured.round()) + "\n")
        sys.stdout.flush()
