"""Several machines on one database: what one forgets, all forget before its answer goes out.

The word goes by a stream in Redis, which nobody can miss. Each web process holds a lease of a
second, which it renews whenever it has read the stream to its end, and without which it serves no
kept page. Who forgets waits until every process has read the word, or until the leases of those
that have not are over. So a lost connection costs kept pages, never a stale one.

Redis away or hanging: the leases run out and pages are made anew; a save waits a second at most.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import time
import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from core.pages import current
from core.pages.board import EVERYTHING
from core.pages.tags import forget_here

logger = logging.getLogger(__name__)

STREAM, MEMBERS, MEMBER = "newsroom:forgotten", "newsroom:members", "newsroom:member:"
KEPT_WORDS = 10_000
LEASE = 1.0
# How long one look at the stream waits for news, and one question to Redis for its answer.
LOOK, TIMEOUT = 0.2, 0.4
# After a lost connection: until everybody is back and has said what could not be said meanwhile.
REST = 3.0
PAUSE = 0.005


def client(url: str) -> Redis:
    """A connection that never waits longer than ``TIMEOUT``, without trying again."""
    return Redis.from_url(
        url,
        socket_connect_timeout=TIMEOUT,
        socket_timeout=LOOK + TIMEOUT,
        decode_responses=True,
        retry=Retry(NoBackoff(), 0),
    )


class Teller:
    """Tells the other machines. One for each process that writes."""

    def __init__(self, url: str) -> None:
        self._redis = client(url)
        self._good = time.monotonic()

    def __call__(self, tags: Iterable[str], position: int = 0) -> bool:
        """Returns when no other process serves a page with one of these, after a second at most.

        ``position`` as the board has it. False where Redis did not take it.
        """
        began = time.monotonic()
        try:
            place = _say(self._redis, tags, position)
            while time.monotonic() < began + LEASE and self._are_behind(place):
                time.sleep(PAUSE)
            self._good = time.monotonic()
            return True
        except RedisError:
            logger.warning("Redis does not answer; the other machines keep no page meanwhile.")
            _note_unsaid()
            # Leases that were taken before it went away end within a second of that.
            time.sleep(max(0.0, min(LEASE, self._good + LEASE - time.monotonic())))
            return False

    def _are_behind(self, place: str) -> bool:
        names = list(self._members())
        if not names:
            return False
        read: list[Any] = self._redis.mget([MEMBER + name for name in names])
        gone = [name for name, value in zip(names, read, strict=True) if value is None]
        if gone:
            self._redis.srem(MEMBERS, *gone)
        return any(value and _order(value) < _order(place) for value in read)

    def _members(self) -> set[Any]:
        return self._redis.smembers(MEMBERS)


class Follower:
    """Reads what others forget and forgets it here. One for each web process."""

    def __init__(self, url: str) -> None:
        self._redis = client(url)
        self._name = f"{os.getpid()}-{uuid.uuid4().hex}"
        self._until = 0.0
        self._rest_until = 0.0
        self._place = ""
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="kept pages", daemon=True)

    def start(self) -> Follower:
        self._thread.start()
        return self

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join(timeout=2)

    def has_lease(self) -> bool:
        """Whether this process may serve kept pages now."""
        return time.monotonic() < self._until

    def lease(self) -> float:
        """Until when, on the clock ``time.monotonic()``."""
        return self._until

    def _follow(self) -> None:
        is_first = True
        while not self._stopped.is_set():
            try:
                if not self._place:
                    self._join(rest=0.0 if is_first else REST)
                    is_first = False
                self._look()
            except RedisError:
                self._place = ""
                self._until = 0.0
                self._stopped.wait(LOOK)

    def _join(self, *, rest: float) -> None:
        """Begin at the end of the stream with no page from before."""
        last: Any = self._redis.xrevrange(STREAM, count=1)
        place = last[0][0] if last else "0-0"
        forget_here([EVERYTHING])
        if _take_unsaid():
            _say(self._redis, [EVERYTHING])
        self._rest_until = time.monotonic() + rest
        self._place = place

    def _look(self) -> None:
        looked = time.monotonic()
        found: Any = self._redis.xread({STREAM: self._place}, block=int(LOOK * 1_000))
        words = [word for _stream, some in found or [] for word in some]
        others = [said for _place, said in words if said["from"] != _machine()]
        if others:
            tags = {tag for said in others for tag in json.loads(said["tags"])}
            forget_here(tags, position=_furthest(int(said.get("at", 0)) for said in others))
        if words:
            self._place = words[-1][0]
        with self._redis.pipeline(transaction=False) as pipe:
            pipe.set(MEMBER + self._name, self._place, px=int(2 * LEASE * 1_000))
            pipe.sadd(MEMBERS, self._name)
            pipe.execute()
        if looked >= self._rest_until:
            self._until = looked + LEASE


def _say(redis: Redis, tags: Iterable[str], position: int = 0) -> str:
    """Write a word into the stream; its place there."""
    told = {"tags": json.dumps(sorted(tags)), "from": _machine(), "at": str(position)}
    word: dict[Any, Any] = told
    return str(redis.xadd(STREAM, word, maxlen=KEPT_WORDS, approximate=True))


def _furthest(positions: Iterable[int]) -> int:
    """The last of these in the database's log; 0 where one of them is not known."""
    known = list(positions)
    return max(known) if all(known) else 0


def _order(place: str) -> tuple[int, int]:
    first, _dash, second = place.partition("-")
    return int(first), int(second or 0)


def _machine() -> str:
    """The name of the board: what one process of a machine forgot, all of it have forgotten."""
    store = current.store()
    return str(store.board.name) if store else str(os.getpid())


def _note_unsaid() -> None:
    store = current.store()
    if store is not None:
        (store.root / "unsaid").touch()


def _take_unsaid() -> bool:
    store = current.store()
    if store is None or not (store.root / "unsaid").exists():
        return False
    (store.root / "unsaid").unlink(missing_ok=True)
    return True


def follow() -> Follower | None:
    """The follower of this web process, where pages are kept and Redis is named."""
    if not settings.REDIS_URL or current.store() is None:
        return None
    return Follower(settings.REDIS_URL).start()
