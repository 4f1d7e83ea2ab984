"""The store of this process, opened on first use; None where the settings name no directory for it,
or where that directory cannot be written.
"""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from core.pages.front import Front
from core.pages.store import Store

logger = logging.getLogger(__name__)

# What a page is made of besides the database. A change of any of it is a new release.
SOURCES = ("templates", "static", "locale")
_lock = threading.Lock()
_opened: dict[str, Store | None] = {}


def store() -> Store | None:
    """The store, or None where there is none to be had."""
    root = str(settings.PAGE_STORE_DIR or "")
    if not root:
        return None
    if root not in _opened:
        with _lock:
            if root not in _opened:
                _opened[root] = _open(Path(root))
    return _opened[root]


def reopen() -> Store | None:
    """Open it again: somebody removed its files while it was in use."""
    _opened.pop(str(settings.PAGE_STORE_DIR or ""), None)
    return store()


def release(front: str = "") -> str:
    """A word that changes with the code, the templates, the settings and each start of the machine.

    ``front`` is what nginx adds to the pages it serves.

    After a loss of power the board may be older than the pages, so none is taken over.
    """
    digest = hashlib.blake2b(front.encode(), digest_size=10)
    with suppress(OSError):
        digest.update(Path("/proc/sys/kernel/random/boot_id").read_bytes())
    known = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    digest.update(json.dumps(known, sort_keys=True, default=_word, skipkeys=True).encode())
    for file in _files(Path(settings.BASE_DIR)):
        with suppress(OSError):
            state = file.stat()
            digest.update(f"{file} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _word(value: object) -> str:
    """For settings that are no plain data: their text, unless it names a place in memory."""
    text = str(value)
    return type(value).__qualname__ if " at 0x" in text else text


def _files(base: Path) -> list[Path]:
    rooms = [base / app for app in settings.INSTALLED_APPS if "." not in app]
    code = [file for room in rooms for file in room.rglob("*.py")]
    rest = [file for name in SOURCES for file in (base / name).rglob("*") if file.is_file()]
    return sorted([*code, *rest])


def _front() -> Front | None:
    if not settings.PAGE_STORE_FRONT:
        return None
    try:
        return Front(Path(settings.PAGE_STORE_FRONT))
    except OSError as error:
        logger.warning("nginx serves no page by itself: %s.", error)
        return None


def _open(root: Path) -> Store | None:
    front = _front()
    try:
        return Store(
            root,
            release=release(front.text if front else ""),
            limit=settings.PAGE_STORE_DISK,
            can_serve=front.can_serve if front else None,
        )
    except OSError as error:
        logger.warning("No page is kept: %s cannot be written (%s).", root, error)
        return None
