"""A backup in one file: the database as it stood at one moment, and the pictures it names.

The file is a tar with ``manifest.json`` (what, when, checksums), ``database`` and ``media/...``.
Writers are not held up: SQLite copies a snapshot by its own backup interface, PostgreSQL by
pg_dump. Knows nothing of what the tables mean.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import Refused
from core.models import User
from core.pages import tags

DATABASE, MANIFEST, MEDIA = "database", "manifest.json", "media"
FORMAT = 1
BLOCK = 1_048_576
PATIENCE = 20  # seconds
FILES = "django.core.files.storage.FileSystemStorage"


def back_up(directory: Path, *, at: datetime | None = None) -> Path:
    """Write a backup into ``directory`` and return the file, readable for its owner alone.

    It has its name only when it is whole. Pictures are noted before the database is copied and
    again after, so none that the copy names is missing. Where they lie in a bucket the backup
    holds the database alone. Raises Refused in words when it cannot be made.
    """
    moment = (at or timezone.now()).astimezone(UTC)
    target = directory / f"newsroom-{moment:%Y-%m-%dT%H%M%SZ}.tar"
    if target.exists():
        raise Refused(_("%s exists already; nothing was written.") % target)
    if directory.resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve()):
        raise Refused(_("A backup does not lie among the pictures, where readers could load it."))
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=directory) as name:
        stage = Path(name)
        _note_media(stage / MEDIA)
        _copy_database(stage / DATABASE)
        _note_media(stage / MEDIA)
        (stage / MANIFEST).write_text(json.dumps(_manifest(stage, moment)), encoding="utf-8")
        whole = stage / target.name
        _pack(stage, whole)
        whole.replace(target)
    return target


def restore(file: Path, *, is_replacing: bool = False) -> dict[str, Any]:
    """Bring back what ``back_up`` wrote and return its manifest; all kept pages are forgotten.

    Everything is checked before anything is changed. Raises Refused where the file is damaged,
    of another kind of database or of a newer release, and where the site holds data already
    unless ``is_replacing``. Pictures that are not in the backup stay. Ends with the migrations
    that came since.
    """
    if not is_replacing and _holds_data():
        raise Refused(_("This site holds data. Say --replace to put the backup in its place."))
    with tempfile.TemporaryDirectory(prefix="restore-", dir=file.parent) as name:
        stage = Path(name)
        manifest = _unpack(file, stage)
        _check(manifest)
        _bring_back_media(stage / MEDIA)
        _bring_back_database(stage / DATABASE)
    call_command("migrate", interactive=False, verbosity=0)
    tags.forget_everything()
    return manifest


def checked(file: Path) -> dict[str, Any]:
    """The manifest of a backup whose every byte was read and is right. Raises Refused."""
    with tempfile.TemporaryDirectory(prefix="check-", dir=file.parent) as name:
        return _unpack(file, Path(name))


def _manifest(stage: Path, moment: datetime) -> dict[str, Any]:
    files = [path for path in sorted(stage.rglob("*")) if path.is_file()]
    applied = MigrationRecorder(connection).applied_migrations()
    return {
        "format": FORMAT,
        "made": moment.isoformat(),
        "engine": connection.vendor,
        "migrations": sorted([app, name] for app, name in applied),
        "files": {path.relative_to(stage).as_posix(): _sum(path) for path in files},
    }


def _note_media(place: Path) -> None:
    """Every file of the picture library, by a second name where the disk allows, else copied."""
    root = Path(settings.MEDIA_ROOT)
    if settings.STORAGES["default"]["BACKEND"] != FILES or not root.is_dir():
        return
    for source in root.rglob("*"):
        target = place / source.relative_to(root)
        if source.is_symlink() or not source.is_file() or target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        # A file that goes away meanwhile belongs to a picture that was deleted.
        with suppress(FileNotFoundError):
            try:
                os.link(source, target)
            except FileNotFoundError:
                raise
            except OSError:
                shutil.copy2(source, target)


def _copy_database(target: Path) -> None:
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(_name())) as ours, closing(sqlite3.connect(target)) as copy:
            _pour(ours, copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        _refuse_damaged(target)
        return
    _postgresql("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={target}")


def _bring_back_database(source: Path) -> None:
    if connection.vendor == "sqlite":
        _refuse_damaged(source)
        with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(_name())) as ours:
            _pour(copy, ours)
        return
    connection.close()
    clean = ("--clean", "--if-exists", "--no-owner", "--no-acl", "--single-transaction")
    _postgresql("pg_restore", *clean, "--exit-on-error", f"--dbname={_name()}", str(source))


def _pour(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """One database into another in one step, so that it is a snapshot and nobody starts it anew.

    sqlite3 asks again for ever where somebody holds the database; we give up after a while.
    """
    end = time.monotonic() + PATIENCE

    def give_up(status: int, _left: int, _total: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} and time.monotonic() > end:
            raise Refused(_("Somebody else holds the database. Stop the site and the worker."))

    source.backup(target, pages=-1, progress=give_up)


def _refuse_damaged(file: Path) -> None:
    with closing(sqlite3.connect(file)) as copy:
        try:
            told = copy.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.DatabaseError as error:
            told = str(error)
    if told != "ok":
        raise Refused(_("The copy of the database is damaged: %s") % told)


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _postgresql(program: str, *arguments: str) -> None:
    """Run a tool of PostgreSQL on our database; the password goes by the environment."""
    found = shutil.which(program)
    if found is None:
        raise Refused(_("%s is not installed. It comes with PostgreSQL's client.") % program)
    known = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    told = {variable: str(known[name]) for variable, name in names.items() if known.get(name)}
    # Somebody who holds a table for long makes it fail instead of wait.
    told |= {"PGDATABASE": _name(), "PGOPTIONS": f"-c lock_timeout={PATIENCE}s"}
    done = subprocess.run(
        [found, *arguments], env=os.environ | told, capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [str(done.returncode)]
        raise Refused(_("%(program)s failed: %(why)s") % {"program": program, "why": lines[-1]})


def _pack(stage: Path, target: Path) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with tarfile.open(fileobj=file, mode="w") as archive:
            for name in (MANIFEST, DATABASE, MEDIA):
                if (stage / name).exists():
                    archive.add(stage / name, arcname=name)
        file.flush()
        os.fsync(file.fileno())


def _unpack(file: Path, stage: Path) -> dict[str, Any]:
    """The files of a backup laid out in ``stage``, each compared with its checksum."""
    try:
        with tarfile.open(file) as archive:
            archive.extractall(stage, members=_plain(archive), filter="data")
        manifest = json.loads((stage / MANIFEST).read_bytes())
        sums = dict(manifest["files"])
    except (tarfile.TarError, OSError, ValueError, KeyError, TypeError) as error:
        message = _("%(file)s is not a whole backup: %(why)s")
        raise Refused(message % {"file": file, "why": error}) from error
    there = {path.relative_to(stage).as_posix() for path in stage.rglob("*") if path.is_file()}
    if there - {MANIFEST} != set(sums) or DATABASE not in sums:
        raise Refused(_("%s does not hold the files that it names.") % file)
    for name, known in sums.items():
        if _sum(stage / name) != known:
            message = _("%(name)s in %(file)s is damaged; nothing was changed.")
            raise Refused(message % {"name": name, "file": file})
    return dict(manifest)


def _plain(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """Files and directories at the places where we put them; no link, nothing else."""
    for member in archive:
        top = PurePosixPath(member.name).parts[:1]
        if (member.isfile() or member.isdir()) and top and top[0] in {MANIFEST, DATABASE, MEDIA}:
            yield member


def _check(manifest: dict[str, Any]) -> None:
    if manifest.get("format") != FORMAT:
        raise Refused(_("This backup is of a form that this release does not know."))
    if manifest.get("engine") != connection.vendor:
        message = _("The backup is of %(its)s, and this site runs on %(ours)s.")
        raise Refused(message % {"its": manifest.get("engine"), "ours": connection.vendor})
    ours = MigrationLoader(None).disk_migrations
    apps = {app for app, _name in ours}
    replaced = {pair for migration in ours.values() for pair in migration.replaces}
    made = {(app, name) for app, name in manifest["migrations"] if app in apps}
    newer = sorted(made - set(ours) - replaced)
    if newer:
        raise Refused(_("The backup is of a newer release: it has %s.") % ".".join(newer[0]))


def _holds_data() -> bool:
    """Whether anybody has an account here; a fresh site has none."""
    table = User._meta.db_table
    return table in connection.introspection.table_names() and User.objects.exists()


def _bring_back_media(place: Path) -> None:
    root = Path(settings.MEDIA_ROOT)
    for source in place.rglob("*"):
        if not source.is_file():
            continue
        target = root / source.relative_to(place)
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.restoring")
        shutil.copy2(source, beside)
        beside.replace(target)


def _sum(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as content:
        while block := content.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
