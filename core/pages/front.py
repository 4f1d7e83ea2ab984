"""Which kept pages nginx may serve by itself, and when.

When: ``doors`` holds a link for each tenth of a second to come in which the pages are known to
hold, named as nginx names that tenth by ``$msec``. Nobody needs to take a link away: its time goes
by. A write takes them all away before it commits, a lost lease lets no new one appear, and a dead
site leaves none. Where there is no link, nginx asks the site. nginx keeps the files it found open,
so who removes some waits until that tenth is over.

Which: those whose headers nginx sends too. They stand as ``add_header NAME "VALUE"`` in the file
that ``PAGE_STORE_FRONT`` names, written by ``manage.py nginx_headers`` and included by nginx.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from core.pages.page import OWN, Header
from core.pages.store import LAG, Store

logger = logging.getLogger(__name__)

# The media types that nginx's configuration gives by the end of an address.
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
}
LINE = re.compile(r'add_header (\S+) "((?:[^"\\]|\\.)*)" always;')
# How far ahead doors are opened, and how often.
AHEAD, PAUSE = 0.6, 0.2


def plain(headers: Iterable[Header]) -> dict[str, str]:
    """What counts of headers: without those that differ by page, policies in one order.

    nginx knows no moment of change: its readers ask by ETag alone.
    """
    return {
        name.lower(): "; ".join(sorted(part.strip() for part in value.split(";")))
        for name, value in headers
        if name.lower() not in {*OWN, "content-type", "last-modified"}
    }


def lines(headers: Iterable[Header]) -> list[str]:
    """The same as nginx writes them. A dollar sign would be a variable there."""
    found = [(name, value) for name, value in headers if name.lower() in plain([(name, value)])]
    if any(sign in value for _name, value in found for sign in '"\\$\n'):
        message = "A header has a sign that nginx would take for its own."
        raise ValueError(message)
    return [f'add_header {name} "{value}" always;' for name, value in found]


class Front:
    """What nginx adds to each page, read from its own file."""

    def __init__(self, file: Path) -> None:
        self.text = file.read_text(encoding="utf-8")
        self._headers = plain(LINE.findall(self.text))

    def can_serve(self, place: str, headers: Iterable[Header]) -> bool:
        """Whether nginx would send these headers with the file at ``place``."""
        known = list(headers)
        types = [value for name, value in known if name.lower() == "content-type"]
        expected = TYPES.get(PurePosixPath(place).suffix)
        return types == [expected] and plain(known) == self._headers


class Doors:
    """Opens doors as long as this web process lives and knows of everything forgotten."""

    def __init__(self, store: Store, lease: Callable[[], float] | None = None) -> None:
        """``lease`` tells until when, in ``time.monotonic()``, this process may serve pages."""
        self._store = store
        self._lease = lease
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._keep_open, name="doors", daemon=True)

    def start(self) -> Doors:
        self._thread.start()
        return self

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join(timeout=2)

    def open(self) -> None:
        """Open those of the next tenths in which no page can be stale."""
        now = time.time()
        left = AHEAD if self._lease is None else self._lease() - time.monotonic() - LAG
        if left <= 0 or (self._store.board.words[1] and self._store.board.recover()):
            return
        self._store.open_doors(now, now + min(left, AHEAD))

    def _keep_open(self) -> None:
        while not self._stopped.wait(PAUSE):
            with suppress(OSError):
                self.open()
