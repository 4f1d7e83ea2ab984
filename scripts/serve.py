"""Brings the database, the demo and the static files up to date, then serves the site.

Started by `make run`. Repeats nothing that is done, so a second start is quick.
"""

import hashlib
import os
import signal
import socket
import subprocess
import sys
from io import StringIO
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.utils import timezone
from environs import EnvError

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
WORKERS = 2
THREADS = 4  # of each worker: requests answered at once; more wait their turn


def port_is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def static_fingerprint() -> str:
    """Changes when any static file, or the way they are stored, changes."""
    digest = hashlib.sha256(str(settings.STORAGES["staticfiles"]["BACKEND"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_static() -> None:
    record = Path(settings.STATIC_ROOT) / ".fingerprint"
    fingerprint = static_fingerprint()
    if record.exists() and record.read_text(encoding="utf-8") == fingerprint:
        return
    print("Collecting the static files.")
    call_command("collectstatic", interactive=False, verbosity=0)
    record.write_text(fingerprint, encoding="utf-8")


def prepare() -> None:
    """Migrations, roles, the demo where there is no story yet, static files."""
    from core.upkeep import refresh_statistics  # noqa: PLC0415 - app ready

    print("Bringing the database up to date.")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("sync_roles", stdout=StringIO())
    if not apps.get_model("articles", "Article").objects.exists():
        print("Loading the demo publication (about half a minute).")
        call_command("seed_demo", stdout=StringIO())
    refresh_statistics(timezone.now())
    collect_static()


def demo_accounts() -> list[str]:
    """The demo accounts, a line each, as long as the first still has the demo's password."""
    from newsroom.demo.accounts import ACCOUNTS, PASSWORD  # noqa: PLC0415 - app ready

    names = [account.username for account in ACCOUNTS]
    found = apps.get_model("core", "User").objects.in_bulk(names, field_name="username")
    first = found.get(names[0])
    # One is enough: a password is slow to check on purpose.
    if first is None or not first.check_password(PASSWORD):
        return []
    lines = [f"  {one.username:<6} {one.label}" for one in ACCOUNTS if one.username in found]
    return ["", f"Demo accounts, all with the password {PASSWORD}:", *lines]


def welcome() -> str:
    lines = [
        "",
        f"{settings.SITE_NAME} is being served.",
        f"  Readers   http://{HOST}:{settings.PORT}/",
        f"  Desk      http://{HOST}:{settings.PORT}/admin/",
    ]
    lines += demo_accounts()
    lines += ["", "Background work runs with `make worker` in a second terminal. Ctrl-C stops.", ""]
    return "\n".join(lines)


def serve() -> int:
    """Run Granian until somebody stops it; its exit code."""
    granian = Path(sys.executable).with_name("granian")
    command = [str(granian), "newsroom.wsgi:application", "--interface", "wsgi", "--no-ws"]
    command += ["--host", HOST, "--port", str(settings.PORT), "--workers", str(WORKERS)]
    command += ["--blocking-threads", str(THREADS), "--workers-kill-timeout", "5"]
    command += ["--log-level", "warning"]
    sys.stdout.flush()
    # A group of its own: Ctrl-C reaches Granian once, through us. Sent to its workers as well,
    # as a terminal does, it leaves them hanging (2.8.7).
    server = subprocess.Popen(command, cwd=ROOT, process_group=0)

    def stop(_number: int, _frame: object) -> None:
        server.send_signal(signal.SIGINT)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    return server.wait()


def main() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        django.setup()
        port = settings.PORT
    except (EnvError, ImproperlyConfigured) as error:
        sys.exit(f"The settings cannot be read. {error}")
    if port_is_taken(port):
        sys.exit(f"Something already answers at {HOST}:{port}. Choose another: make run PORT=8001")
    prepare()
    print(welcome())
    sys.exit(serve())


if __name__ == "__main__":
    main()
