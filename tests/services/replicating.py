"""A PostgreSQL of the test's own that streams to a replica, as plain processes."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest

PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
OPTIONS = {
    "fsync": "off",
    "autovacuum": "off",
    "hot_standby": "on",
    "wal_level": "replica",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Pair:
    """Primary and replica; both start empty."""

    def __init__(self, binaries):
        self.binaries = binaries
        self.root = Path(tempfile.mkdtemp(prefix="newsroom-replica-"))
        self.user = "postgres" if os.geteuid() == 0 else None
        if self.user:
            account = pwd.getpwnam(self.user)
            os.chown(self.root, account.pw_uid, account.pw_gid)
        self.ports = {"primary": free_port(), "replica": free_port()}

    def run(self, program, *arguments, check=True):
        command = [str(self.binaries / program), *map(str, arguments)]
        options = {"user": self.user, "group": self.user, "extra_groups": []} if self.user else {}
        environment = os.environ | {"LC_ALL": "C"}
        log = self.root / f"{program}.log"
        with log.open("a") as told:
            done = subprocess.run(  # noqa: S603 - PostgreSQL's own programs
                command,
                check=False,
                cwd=self.root,
                env=environment,
                stdout=told,
                stderr=told,
                **options,
            )
        if check:
            assert done.returncode == 0, log.read_text()

    def start_alone(self):
        given = ["--auth=trust", "--username=postgres", "--no-sync", "--encoding=UTF8"]
        self.run("initdb", "-D", self.root / "primary", *given)
        self.begin("primary")

    def start(self):
        self.start_alone()
        source = ["-h", "127.0.0.1", "-p", self.ports["primary"], "-U", "postgres"]
        self.run("pg_basebackup", "-D", self.root / "replica", "-R", "-c", "fast", *source)
        self.begin("replica")

    def begin(self, name):
        flags = " ".join(f"-c {key}='{value}'" for key, value in OPTIONS.items())
        where = ["-D", self.root / name, "-l", self.root / f"{name}.log", "-w"]
        self.run("pg_ctl", "start", *where, "-o", f"-p {self.ports[name]} {flags}")

    def end(self, name):
        self.run("pg_ctl", "stop", "-D", self.root / name, "-m", "immediate", check=False)

    def stop(self):
        for name in ("replica", "primary"):
            self.end(name)
        shutil.rmtree(self.root, ignore_errors=True)

    def copy(self, known):
        """All of the database of these settings."""
        host, port = known["HOST"], known["PORT"] or 5432
        source = f"postgres://{known['USER']}@{host}:{port}/{known['NAME']}"
        dump = self.root / "copy.sql"
        dump.touch()
        dump.chmod(0o666)
        self.run("pg_dump", "--no-owner", "-f", dump, source)
        self.run("psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", dump, self.url("primary"))

    def url(self, name):
        return f"postgres://postgres@127.0.0.1:{self.ports[name]}/postgres"

    def ask(self, name, question):
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            return connection.execute(question).fetchone()[0]


def started(*, with_replica=True):
    """A running pair; skips the test where there is no server's program to start."""
    if not PLACES:
        pytest.skip("PostgreSQL's own programs are not here, so no server can be started.")
    pair = Pair(PLACES[0])
    try:
        pair.start() if with_replica else pair.start_alone()
    except BaseException:
        pair.stop()
        raise
    return pair
