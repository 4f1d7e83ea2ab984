"""The migrated test database of SQLite, kept between runs: its migrations take many seconds."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.apps import apps
from django.db import connection

from articles import search_schema

# What Django calls the test database in memory (django.db.backends.sqlite3.creation).
IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"


def kept_in(folder: Path) -> Path:
    """The file for the migrations as they are now: another one as soon as any of them differs."""
    files = [Path(search_schema.__file__)]
    for app in apps.get_app_configs():
        files += sorted(Path(app.path, "migrations").glob("*.py"))
    digest = hashlib.sha256(sqlite3.sqlite_version.encode())
    for file in files:
        digest.update(f"\0{file.name}\0".encode() + file.read_bytes())
    return folder / f"{digest.hexdigest()[:32]}.sqlite3"


@contextmanager
def begun_with(file: Path) -> Iterator[None]:
    """Within, Django finds what ``file`` holds in the database it opens, and migrates the rest."""
    with closing(sqlite3.connect(IN_MEMORY, uri=True)) as held:
        if connection.vendor == "sqlite" and file.exists():
            with closing(sqlite3.connect(file)) as kept:
                kept.backup(held)
        yield


def keep(file: Path) -> None:
    """Writes the database as it is now, whole or not at all."""
    if connection.vendor != "sqlite" or file.exists():
        return
    part = file.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(part)) as copy:
        connection.connection.backup(copy)
    part.replace(file)
