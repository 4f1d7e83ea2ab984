"""Who is measured: this site, the floors below it, and a Wagtail site of the same content."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.servers import Server, free_port

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WAGTAIL = HERE / "wagtail_site"
WAGTAIL_RELEASE = "8.0.1"
GRANIAN = ["--interface", "wsgi", "--no-ws", "--host", "127.0.0.1", "--port", "{port}"]
ALIKE = ["--workers", "1", "--blocking-threads", "1", "--log-level", "error"]


def _granian(application: str, program: Path) -> list[str]:
    return [str(program), application, *GRANIAN, *ALIKE]


def own_granian() -> Path:
    return Path(sys.executable).with_name("granian")


def site(
    name: str, database: str, store: Path | None, place: Path, headers: Path | None = None
) -> Server:
    """This site as an operator runs it; without ``store`` it makes every page anew.

    ``headers`` is the file of those that an nginx in front adds.
    """
    environment = {
        "ENV_FILE": os.devnull,
        "DEBUG": "false",
        "SECRET_KEY": "measures-need-a-long-key-0123456789-abcdefghijklmnopqrstuvwxyz",
        "SITE_URL": "http://127.0.0.1:{port}",
        "PORT": "{port}",
        "DATABASE_URL": database,
        "PAGE_STORE_DIR": str(store) if store else "",
        "PAGE_STORE_FRONT": str(headers) if headers else "",
        "STATIC_ROOT": str(place / "static"),
        "NETWORK": "off",
        "LOG_LEVEL": "ERROR",
    }
    return Server(name, _granian("newsroom.wsgi:application", own_granian()), ROOT, environment)


def collect_static(place: Path, database: str) -> None:
    """The site names its static files by their content, so they have to be there once."""
    environment = os.environ | site("static", database, None, place).environment
    environment |= {"SITE_URL": "http://127.0.0.1:1", "PORT": "1", "DEBUG": "false"}
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=600)  # noqa: S603


def constant(body: Path) -> Server:
    command = _granian("benchmarks.constant:application", own_granian())
    return Server("constant bytes", command, ROOT, {"BENCH_BODY": str(body)})


def bare(body: Path) -> Server:
    command = _granian("benchmarks.bare:application", own_granian())
    return Server("bare Django", command, ROOT, {"BENCH_BODY": str(body)})


def nginx(body: Path) -> Server | None:
    """nginx handing out one file; None where it is not installed."""
    program = _nginx_program()
    if program is None:
        return None
    directory = Path(tempfile.mkdtemp(prefix="nginx-", dir=body.parent))
    (directory / "files").mkdir()
    shutil.copy(body, directory / "files" / "index.html")
    shutil.copy(body, directory / "files" / "healthz")
    port = free_port()
    text = (HERE / "nginx.conf").read_text(encoding="utf-8")
    text = text.replace("DIRECTORY", str(directory)).replace("PORT", str(port))
    # nginx gives up its rights, so it has to be let into the directory.
    for above in (directory, directory / "files"):
        above.chmod(0o755)
    return _started_by("nginx static", program, directory, text, port)


def collect_headers(site: Server, file: Path) -> None:
    """What nginx adds to the pages it serves for ``site``, into ``file``, which the site reads."""
    file.write_text("", encoding="utf-8")
    added = {name: text.format(port=site.port) for name, text in site.environment.items()}
    told = subprocess.run(  # noqa: S603 - a command written here
        [sys.executable, "manage.py", "nginx_headers"],
        cwd=ROOT,
        env=os.environ | added,
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    ).stdout
    file.write_text(told, encoding="utf-8")


def nginx_before(site: Server, store: Path, headers: Path) -> Server | None:
    """nginx with the configuration of ``deploy/``, serving the store that ``site`` keeps."""
    program = _nginx_program()
    if program is None:
        return None
    directory = Path(tempfile.mkdtemp(prefix="front-", dir=store.parent))
    port = free_port()
    for name in ("site.conf", "kept.conf", "proxy.conf"):
        text = (ROOT / "deploy" / "nginx" / name).read_text(encoding="utf-8")
        for given, here in {
            "/etc/nginx/newsroom/headers.conf": str(headers),
            "/etc/nginx/newsroom": str(directory),
            "/var/lib/newsroom/pages": str(store),
            "listen 80": f"listen 127.0.0.1:{port}",
            "news.example.org": "127.0.0.1",
            "127.0.0.1:8001": f"127.0.0.1:{site.port}",
            "127.0.0.1:8002": f"127.0.0.1:{site.port}",
        }.items():
            text = text.replace(given, here)
        (directory / name).write_text(text, encoding="utf-8")
    text = (HERE / "front.conf").read_text(encoding="utf-8").replace("DIRECTORY", str(directory))
    # The store is readable by its owner alone.
    text += f"user {pwd.getpwuid(os.geteuid()).pw_name};\n" if os.geteuid() == 0 else ""
    return _started_by("nginx before the store", program, directory, text, port)


def _nginx_program() -> str | None:
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def _started_by(name: str, program: str, directory: Path, text: str, port: int) -> Server:
    file = directory / "nginx.conf"
    file.write_text(text, encoding="utf-8")
    command = [program, "-e", "stderr", "-p", str(directory), "-c", str(file)]
    return Server(name, command, directory, port=port)


def wagtail(place: Path, stories: int) -> Server:
    """Wagtail with as many stories, installed from the package registry on first use."""
    python = place / "wagtail" / "bin" / "python"
    environment = {
        "WAGTAIL_DATABASE": str(place / f"wagtail-{stories}.sqlite3"),
        "PYTHONPATH": os.pathsep.join([str(WAGTAIL), str(ROOT)]),
        "DJANGO_SETTINGS_MODULE": "settings",
    }
    if not python.exists():
        _run([sys.executable, "-m", "venv", str(place / "wagtail")], {})
        wanted = [f"wagtail=={WAGTAIL_RELEASE}", "granian>=2.8,<3"]
        _run([str(python), "-m", "pip", "install", "--quiet", *wanted], {})
    _run([str(python), "manage.py", "migrate", "--verbosity", "0"], environment)
    _run([str(python), "manage.py", "fill", str(stories)], environment)
    command = _granian("wsgi:application", python.with_name("granian"))
    return Server("Wagtail", command, WAGTAIL, environment)


def _run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(  # noqa: S603 - commands written here
        command, cwd=WAGTAIL, env=os.environ | environment, check=True, timeout=1_800
    )
