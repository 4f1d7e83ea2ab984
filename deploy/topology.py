"""Starts the whole site as plain processes of one machine, for tests: two nodes with a store each,
nginx in front of each, a worker, PostgreSQL and Redis. Stops all of it on Ctrl-C or SIGTERM.

    python deploy/topology.py [--port 8700] [--workers 2] [--keep]

The site is http://127.0.0.1:PORT; PORT+1 is the other nginx, for the same host name. Everything
lies in var/topology. PostgreSQL is a server that runs already (TOPOLOGY_DATABASE_URL, where a
database of its own is made and dropped); Redis and nginx are started here, from the packages
redis-server and nginx, which the script installs where apt is there and it may.
"""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "var" / "topology"
SERVER = os.environ.get("TOPOLOGY_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
DATABASE = "newsroom_topology"
PROGRAMS = {"nginx": "nginx", "redis-server": "redis-server"}
NODES = 2
WHOLE = """\
daemon off;
pcre_jit on;
{user}
worker_processes 1;
pid {here}/nginx.pid;
error_log {here}/error.log warn;
events {{ worker_connections 512; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    include /etc/nginx/mime.types;
    client_body_temp_path {here}/body;
    proxy_temp_path {here}/proxy;
    fastcgi_temp_path {here}/fastcgi;
    uwsgi_temp_path {here}/uwsgi;
    scgi_temp_path {here}/scgi;
    include {here}/site.conf;
}}
"""


class Topology:
    """The processes and where they listen: nginx at ``port`` and after it, then the nodes."""

    def __init__(self, port: int, workers: int) -> None:
        self.fronts = [port + number for number in range(NODES)]
        self.nodes = [port + 10 + number for number in range(NODES)]
        self.redis = port + 20
        self.workers = workers
        self.started: list[subprocess.Popen] = []
        self.environment = os.environ | {
            "ENV_FILE": os.devnull,
            "DEBUG": "false",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "SITE_URL": f"http://127.0.0.1:{port}",
            "DATABASE_URL": own(SERVER),
            "REDIS_URL": f"redis://127.0.0.1:{self.redis}/0",
            "STATIC_ROOT": str(HERE / "shared" / "static"),
            "MEDIA_ROOT": str(HERE / "shared" / "media"),
            "SERVE_MEDIA": "false",
            "BEHIND_PROXY": "true",
            "PAGE_STORE_FRONT": str(HERE / "headers.conf"),
            "PAGE_STORE_DIR": str(HERE / "worker" / "pages"),
        }

    def start(self) -> None:
        for folder in ("shared/media", "redis"):
            (HERE / folder).mkdir(parents=True, exist_ok=True)
        self._run_redis()
        self._prepare()
        for number, port in enumerate(self.nodes):
            self._run_node(number, port)
        for number, port in enumerate(self.fronts):
            self._run_nginx(number, port)
        self._begin("worker", [sys.executable, "manage.py", "run_jobs"])
        for port in [*self.nodes, *self.fronts]:
            self._wait(port)

    def watch(self) -> None:
        """Return when a process ends that should not."""
        while all(process.poll() is None for process in self.started):
            time.sleep(0.5)
        print("A process ended by itself; see var/topology/*.log.", file=sys.stderr)

    def stop(self) -> None:
        """nginx and the nodes before what they need."""
        for process in reversed(self.started):
            if process.poll() is None:
                process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def _begin(self, name: str, command: list[str], **more: str) -> None:
        with (HERE / f"{name}.log").open("a") as log:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment | more,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                process_group=0,
            )
        self.started.append(process)

    def _run_redis(self) -> None:
        options = {"port": self.redis, "bind": "127.0.0.1", "save": "", "dir": HERE / "redis"}
        flags = [text for name, value in options.items() for text in (f"--{name}", str(value))]
        self._begin("redis", [where("redis-server"), *flags])

    def _prepare(self) -> None:
        with psycopg.connect(SERVER, autocommit=True) as connection:
            if not connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
            ).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
        (HERE / "headers.conf").write_text("")
        for command in (
            ["migrate", "--verbosity=0"],
            ["sync_roles"],
            ["seed_demo"],
            ["collectstatic", "--no-input", "--verbosity=0"],
        ):
            self._manage(*command)
        (HERE / "headers.conf").write_text(self._manage("nginx_headers"))

    def _manage(self, *command: str) -> str:
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            check=True,
            text=True,
            stdout=subprocess.PIPE,
        ).stdout

    def _run_node(self, number: int, port: int) -> None:
        store = HERE / f"node{number}" / "pages"
        store.mkdir(parents=True, exist_ok=True)
        command = [str(Path(sys.executable).with_name("granian")), "newsroom.wsgi:application"]
        command += ["--interface", "wsgi", "--no-ws", "--host", "127.0.0.1", "--port", str(port)]
        command += ["--workers", str(self.workers), "--blocking-threads", "4"]
        command += ["--respawn-failed-workers", "--workers-kill-timeout", "5"]
        command += ["--log-level", "warning"]
        self._begin(f"node{number}", command, PAGE_STORE_DIR=str(store))

    def _run_nginx(self, number: int, port: int) -> None:
        here = HERE / f"nginx{number}"
        here.mkdir(exist_ok=True)
        text = (ROOT / "deploy/nginx/site.conf").read_text(encoding="utf-8")
        for words, here_words in {
            "/var/lib/newsroom/pages": str(HERE / f"node{number}" / "pages"),
            "/var/lib/newsroom": str(HERE / "shared"),
            "/etc/nginx/newsroom/headers.conf": str(HERE / "headers.conf"),
            "/etc/nginx/newsroom": str(here),
            "server_name news.example.org": "server_name 127.0.0.1",
            "listen 80": f"listen 127.0.0.1:{port}",
            "127.0.0.1:8001": f"127.0.0.1:{self.nodes[0]}",
            "127.0.0.1:8002": f"127.0.0.1:{self.nodes[1]}",
        }.items():
            text = text.replace(words, here_words)
        (here / "site.conf").write_text(text, encoding="utf-8")
        for name in ("kept.conf", "proxy.conf"):
            part = (ROOT / "deploy/nginx" / name).read_text(encoding="utf-8")
            own_part = part.replace("/etc/nginx/newsroom/headers.conf", str(HERE / "headers.conf"))
            (here / name).write_text(own_part, encoding="utf-8")
        user = "user root;" if os.geteuid() == 0 else ""
        (here / "nginx.conf").write_text(WHOLE.format(here=here, user=user), encoding="utf-8")
        command = [where("nginx"), "-p", str(here), "-c", str(here / "nginx.conf")]
        self._begin(f"nginx{number}", [*command, "-e", str(here / "error.log")])

    def _wait(self, port: int) -> None:
        host = {"Host": urlsplit(self.environment["SITE_URL"]).netloc}
        request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers=host)  # noqa: S310
        for _attempt in range(900):
            try:
                urllib.request.urlopen(request, timeout=5).close()  # noqa: S310
            except OSError:
                time.sleep(0.2)
            else:
                return
        message = f"Nothing answers at 127.0.0.1:{port}; see var/topology/*.log."
        raise SystemExit(message)


def own(url: str) -> str:
    """The same server with the database of this script."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{DATABASE}"))


def where(program: str) -> str:
    """The program's path; installed from the system's packages where it is missing."""
    places = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    found = shutil.which(program, path=places)
    if found is None and shutil.which("apt-get") and os.geteuid() == 0:
        package = PROGRAMS[program]
        subprocess.run(["apt-get", "install", "-y", "-q", package], check=True)  # noqa: S607
        found = shutil.which(program, path=places)
    if found is None:
        message = f"{program} is not here. Install the package {PROGRAMS[program]}."
        raise SystemExit(message)
    return found


def forget_all() -> None:
    """What an earlier run left: its database and its files."""
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(DATABASE))
        )
    shutil.rmtree(HERE, ignore_errors=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--port", type=int, default=8700)
    parser.add_argument("--workers", type=int, default=2, help="web processes of each node")
    parser.add_argument(
        "--keep", action="store_true", help="keep database and files, take old ones"
    )
    options = parser.parse_args()
    if not options.keep:
        forget_all()
    topology = Topology(options.port, options.workers)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        topology.start()
        print(
            f"The site is http://127.0.0.1:{options.port}/, also by nginx at {topology.fronts[1]}."
        )
        print(f"Its nodes: {topology.nodes}. Ctrl-C stops.", flush=True)
        topology.watch()
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        topology.stop()
        if not options.keep:
            forget_all()


if __name__ == "__main__":
    main()
