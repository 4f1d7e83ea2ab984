"""`python -m benchmarks fill` makes the stories, `run` measures. `--help` tells the rest."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

import django
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "var" / "bench"
MOST = 1_000_000


def database(stories: int) -> str:
    """The database of this size: an SQLite file, or what BENCH_DATABASE_URL says with ``{}``."""
    url = os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{PLACE}/stories-{{}}.sqlite3")
    return url.format(stories)


def set_up(stories: int) -> None:
    """Point the settings at the measured database alone; no page is kept while it is filled."""
    PLACE.mkdir(parents=True, exist_ok=True)
    os.environ |= {"ENV_FILE": os.devnull, "DATABASE_URL": database(stories)}
    os.environ |= {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "PAGE_STORE_DIR": ""}
    os.environ["DEBUG"] = "true"
    django.setup()


def fill(stories: int, comments: int, words: int | None) -> None:
    set_up(stories)
    from benchmarks.filling import Filling, NotOurs  # noqa: PLC0415 - app ready

    call_command("migrate", interactive=False, verbosity=0)
    try:
        filling = Filling()
    except NotOurs:
        sys.exit(f"{database(stories)} holds other stories; measures get a database of their own.")
    filling.stories(stories, words=words)
    filling.special(comments)


def flood(given: argparse.Namespace) -> str:
    """On a copy of an SQLite file, so that other measures do not meet the comments."""
    filled, copy = PLACE / f"stories-{given.stories}.sqlite3", PLACE / "flood.sqlite3"
    if not filled.exists():
        sys.exit(f"First: python -m benchmarks fill --stories {given.stories} --comments 1000")
    for old in PLACE.glob(f"{copy.name}*"):
        old.unlink()
    shutil.copy(filled, copy)
    shutil.rmtree(PLACE / "flood-pages", ignore_errors=True)
    os.environ["BENCH_DATABASE_URL"] = f"sqlite:///{copy}"
    set_up(given.stories)
    call_command("migrate", interactive=False, verbosity=0)
    from benchmarks.flood import flood as run  # noqa: PLC0415 - app ready

    return run(
        PLACE,
        database(given.stories),
        posts=max(1, min(given.posts, 100_000)),
        senders=max(1, min(given.senders, 100)),
        networks=max(1, min(given.networks, 1_000_000)),
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    filled = commands.add_parser("fill", help="make invented stories in a database of their own")
    filled.add_argument("--stories", type=int, default=1_000, help="up to 1,000,000")
    filled.add_argument("--comments", type=int, default=50_000, help="under one story")
    filled.add_argument(
        "--words",
        type=int,
        help="of a story; 860 up to 10,000 stories, 330 up to 100,000, then 120",
    )
    beside = commands.add_parser("run", help="this site beside the floors and Wagtail")
    beside.add_argument("--stories", type=int, default=1_000, help="of the filled database")
    growing = commands.add_parser("growth", help="the same pages with few and many stories")
    growing.add_argument("--stories", type=int, nargs="+", default=[100, 10_000])
    for one in (beside, growing):
        one.add_argument("--rounds", type=int, default=5, help="up to 50")
    beside.add_argument("--seconds", type=float, default=2, help="of each measure, up to 30")
    flooded = commands.add_parser("flood", help="very many comments at once, beside a reader")
    flooded.add_argument("--stories", type=int, default=100, help="of the filled database")
    flooded.add_argument("--posts", type=int, default=500, help="up to 100,000")
    flooded.add_argument("--senders", type=int, default=12, help="connections, up to 100")
    flooded.add_argument("--networks", type=int, default=2_000, help="they seem to come from")
    given = parser.parse_args()
    sizes = given.stories if isinstance(given.stories, list) else [given.stories]
    if not all(1 <= size <= MOST for size in sizes):
        parser.error("between 1 and 1,000,000 stories")
    if given.command == "fill":
        fill(given.stories, min(given.comments, 200_000), given.words)
        return
    if given.command == "flood":
        sys.stdout.write(flood(given))
        return
    for size in sizes:
        file = database(size).removeprefix("sqlite:///")
        if file.startswith("/") and not Path(file).exists():
            sys.exit(f"First: python -m benchmarks fill --stories {size}")
    set_up(sizes[0])
    from benchmarks import measures  # noqa: PLC0415 - app ready

    if given.command == "run":
        measured = {"rounds": min(given.rounds, 50), "seconds": min(given.seconds, 30)}
        text = measures.beside_others(PLACE, database(sizes[0]), stories=sizes[0], **measured)
    else:
        databases = {size: database(size) for size in sizes}
        text = measures.growth(PLACE, databases, rounds=min(given.rounds, 50))
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
