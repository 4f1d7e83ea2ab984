"""What was backed up comes back, whole or not at all."""

import io
import sqlite3
import tarfile
from contextlib import closing
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from core.errors import Refused
from newsroom.backups import back_up, checked, restore
from tests.factories.core import UserFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the backup of SQLite"),
]
AT = datetime(2026, 11, 25, 22, tzinfo=UTC)


@pytest.fixture
def pictures(settings, tmp_path):
    """A picture library on the disk with one file."""
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    }
    settings.MEDIA_ROOT = tmp_path / "media"
    (settings.MEDIA_ROOT / "eye").mkdir(parents=True)
    picture = settings.MEDIA_ROOT / "eye" / "a1b2.jpg"
    picture.write_bytes(b"light on paper")
    return picture


@pytest.fixture
def rows(monkeypatch, tmp_path):
    """An SQLite database in a file, as a site has, open in WAL mode as the site's processes do."""
    file = tmp_path / "db.sqlite3"
    monkeypatch.setitem(connection.settings_dict, "NAME", str(file))
    with closing(sqlite3.connect(file, isolation_level=None)) as open_one:
        open_one.execute("PRAGMA journal_mode=WAL")
        open_one.execute("CREATE TABLE story (headline)")
        open_one.execute("INSERT INTO story VALUES ('As it was')")
        yield open_one


@pytest.fixture
def backup(rows, pictures, tmp_path):
    return back_up(tmp_path / "backups", at=AT)


def test_restore_brings_back_rows_and_pictures(rows, backup, pictures):
    rows.execute("UPDATE story SET headline = 'Spoilt'")
    pictures.unlink()

    restore(backup, is_replacing=True)

    assert rows.execute("SELECT headline FROM story").fetchall() == [("As it was",)]
    assert pictures.read_bytes() == b"light on paper"


def test_back_up_holds_only_what_was_committed_and_waits_for_nobody(rows, pictures, tmp_path):
    rows.execute("BEGIN IMMEDIATE")
    rows.execute("INSERT INTO story VALUES ('Half written')")

    file = back_up(tmp_path / "backups", at=AT)

    rows.execute("COMMIT")
    restore(file, is_replacing=True)
    assert rows.execute("SELECT headline FROM story").fetchall() == [("As it was",)]


def test_restore_gives_up_where_somebody_writes(rows, backup, monkeypatch):
    monkeypatch.setattr("newsroom.backups.PATIENCE", 0)
    rows.execute("BEGIN IMMEDIATE")

    with pytest.raises(Refused, match="Stop the site"):
        restore(backup, is_replacing=True)


def test_back_up_is_named_by_its_time_and_for_its_owner_alone(backup):
    assert backup.name == "newsroom-2026-11-25T220000Z.tar"
    assert backup.stat().st_mode & 0o077 == 0
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


def test_back_up_never_writes_over_another(backup):
    with pytest.raises(Refused, match="exists already"):
        back_up(backup.parent, at=AT)


def test_back_up_does_not_lie_where_readers_could_load_it(pictures):
    with pytest.raises(Refused, match="among the pictures"):
        back_up(pictures.parent / "backups")


def test_restore_of_a_site_with_data_must_be_said(backup):
    UserFactory()

    with pytest.raises(Refused, match="--replace"):
        restore(backup)


def test_checked_finds_one_wrong_byte(backup):
    content = bytearray(backup.read_bytes())
    place = content.find(b"light on paper")
    content[place] ^= 1
    backup.write_bytes(content)

    with pytest.raises(Refused, match="is damaged; nothing was changed"):
        checked(backup)


def test_checked_refuses_half_a_file(backup):
    backup.write_bytes(backup.read_bytes()[:4_000])

    with pytest.raises(Refused, match="is not a whole backup"):
        checked(backup)


def test_checked_writes_nothing_outside(backup, tmp_path):
    with tarfile.open(backup, "a") as archive:
        stranger = tarfile.TarInfo("../stranger")
        stranger.size = 2
        archive.addfile(stranger, io.BytesIO(b"no"))

    checked(backup)

    assert not (tmp_path / "stranger").exists()


def test_restore_refuses_another_kind_of_database(backup, monkeypatch):
    made = checked(backup)
    monkeypatch.setattr("newsroom.backups._unpack", lambda *_given: made | {"engine": "postgresql"})

    with pytest.raises(Refused, match="this site runs on"):
        restore(backup, is_replacing=True)


def test_restore_refuses_a_newer_release(backup, monkeypatch):
    made = checked(backup)
    newer = [*made["migrations"], ["articles", "9999_tomorrow"]]
    monkeypatch.setattr("newsroom.backups._unpack", lambda *_given: made | {"migrations": newer})

    with pytest.raises(Refused, match="articles.9999_tomorrow"):
        restore(backup, is_replacing=True)


def test_backup_command_says_where_and_checks(rows, pictures, tmp_path, capsys):
    call_command("backup", str(tmp_path / "backups"))
    file = capsys.readouterr().out.split(" (")[0]

    call_command("backup", file, check=True)

    assert "pictures: 1 files" in capsys.readouterr().out
    with pytest.raises(CommandError, match="whole backup"):
        call_command("backup", str(tmp_path), check=True)
