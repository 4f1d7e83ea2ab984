"""The two sets of measures: this site beside others, and few stories beside many."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from benchmarks import asking, contenders, machine, report
from benchmarks.content import Words
from benchmarks.filling import PASSWORD, STORY, THREAD, section_of
from benchmarks.progress import Bar
from benchmarks.rounds import Contender, run
from benchmarks.servers import Server

PATH, LISTING = f"/desk-0/{STORY}/", "/desk-1/"


@contextmanager
def started(servers: list[Server], place: Path) -> Iterator[None]:
    """All of them running; ended whatever happens. A first start leaves the compiled modules."""
    with ExitStack() as stack:
        for server in servers:
            stack.callback(server.stop)
            server.start(place / "servers.log")
            server.stop()
            server.start(place / "servers.log")
        yield


def beside_others(place: Path, database: str, *, stories: int, rounds: int, seconds: float) -> str:
    """The site's pages beside constant bytes, bare Django, nginx and Wagtail."""
    contenders.collect_static(place, database)
    store = place / "pages"
    shutil.rmtree(store, ignore_errors=True)
    headers = place / "headers.conf"
    kept = contenders.site("kept", database, store, place, headers)
    contenders.collect_headers(kept, headers)
    fresh = contenders.site("fresh", database, None, place)
    body = place / "body.html"
    with started([fresh], place):
        body.write_bytes(asking.once(fresh.port, PATH, {})[1])
    floors = [contenders.constant(body), contenders.bare(body)]
    static = contenders.nginx(body)
    floors += [static] if static else []
    front = contenders.nginx_before(kept, store, headers)
    wagtail = contenders.wagtail(place, min(stories, 1_000))
    with started([kept, *([front] if front else []), fresh, wagtail, *floors], place):
        hits = [Contender(one.name, one, ["/"], is_fast=True) for one in floors]
        hits += _hits(kept)
        hits += _before(front, kept) if front else []
        run(hits, rounds=rounds, seconds=seconds)
        made = [_first(kept, stories), *_made(fresh, database), *_desk(fresh, database)]
        made += _wagtail(wagtail)
        run(made, rounds=rounds, seconds=seconds)
        memory = [(one.name, machine.memory(one.pids())) for one in (fresh, kept, wagtail)]
    story_of_wagtail = next(one for one in made if one.name == "Wagtail: story")
    text = report.table("Kept pages", hits, hits[0])
    text += report.table("Pages made anew", made, story_of_wagtail)
    text += "".join(f"Memory (PSS) {name}: {size:.0f} MB.\n" for name, size in memory)
    report.save(place, "results.md", text)
    report.save(place, "chart.svg", report.chart([*hits, *made]))
    return text


def growth(place: Path, databases: dict[int, str], *, rounds: int) -> str:
    """The same pages with few and with many stories, in turn: the least of all rounds."""
    contenders.collect_static(place, databases[min(databases)])
    found: dict[int, dict[str, tuple[float, int]]] = {size: {} for size in sorted(databases)}
    bar = Bar("measuring", rounds * len(found))
    with ExitStack() as stack:
        asked = {size: stack.enter_context(_pages_of(place, databases[size])) for size in found}
        for number in range(rounds * len(found)):
            size = list(found)[number % len(found)]
            for name, told in asked[size]().items():
                found[size][name] = min(found[size].get(name, told), told)
            bar.show(number + 1)
    text = report.growth(found)
    report.save(place, "growth.md", text)
    return text


@contextmanager
def _pages_of(place: Path, database: str) -> Iterator[Callable[[], dict[str, tuple[float, int]]]]:
    """A process on that database, and how it is asked for one round."""
    site = contenders.site("growth", database, None, place)
    added = {name: text.format(port=site.port) for name, text in site.environment.items()}
    with subprocess.Popen(  # noqa: S603 - a module of ours
        [sys.executable, "-m", "benchmarks.growing"],
        cwd=contenders.ROOT,
        env=os.environ | added,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:

        def ask() -> dict[str, tuple[float, int]]:
            process.stdin.write("\n")
            process.stdin.flush()
            told = json.loads(process.stdout.readline())
            return {name: (cost, queries) for name, (cost, queries) in told.items()}

        yield ask
        process.stdin.close()


def _hits(server: Server) -> list[Contender]:
    codings = {"br": "br", "zstd": "zstd", "gzip": "gzip", "identity": "identity"}
    found = [
        Contender(f"kept story, {name}", server, [PATH], {"Accept-Encoding": coding}, is_fast=True)
        for name, coding in codings.items()
    ]
    headers, _body = asking.once(server.port, PATH, {"Accept-Encoding": "br"})
    known = {"Accept-Encoding": "br", "If-None-Match": headers["etag"]}
    found.append(Contender("kept story, 304", server, [PATH], known, is_fast=True))
    br = {"Accept-Encoding": "br"}
    part = _sitemap_part(server)
    found.append(Contender("kept sitemap part", server, [part], br, is_fast=True))
    found.append(Contender("kept feed", server, ["/feed.atom"], br, is_fast=True))
    return found


def _before(front: Server, kept: Server) -> list[Contender]:
    """The same pages from nginx, which finds in the store what the site kept just before."""
    host = {"Host": f"127.0.0.1:{kept.port}"}
    return [
        Contender(f"nginx, kept story, {coding}", front, [PATH], headers, is_fast=True)
        for coding in ("br", "gzip", "identity")
        for headers in [{**host, "Accept-Encoding": coding}]
    ]


def _first(server: Server, stories: int) -> Contender:
    """Stories that nobody read before: made, compressed in every way and written to the disk."""
    numbers = range(stories - 1, max(-1, stories - 600), -1)
    paths = [f"/desk-{section_of(number)}/story-{number}/" for number in numbers]
    return Contender("story, made and kept", server, paths, limit=60)


def _made(server: Server, database: str) -> list[Contender]:
    others = postgresql_of(database)
    pages = {
        "story": PATH,
        "front page": "/",
        "listing": LISTING,
        "search": f"/search/?q={Words().most_frequent}",
        "feed": "/feed.atom",
        "sitemap part": _sitemap_part(server),
        "story with very many comments": f"/desk-0/{THREAD}/",
    }
    return [Contender(name, server, [path], others=others) for name, path in pages.items()]


def _desk(server: Server, database: str) -> list[Contender]:
    headers = asking.signed_in(server.port, "bench", PASSWORD)
    others = postgresql_of(database)
    lists = {
        "admin: stories": "/admin/articles/edition/",
        "admin: comments": "/admin/comments/comment/",
    }
    return [Contender(name, server, [path], headers, others=others) for name, path in lists.items()]


def _wagtail(server: Server) -> list[Contender]:
    pages = {
        "story": PATH,
        "listing": "/desk-0/",
        "feed": "/feed.xml",
        "sitemap": "/sitemap.xml",
    }
    return [Contender(f"Wagtail: {name}", server, [path]) for name, path in pages.items()]


def _sitemap_part(server: Server) -> str:
    """The newest month of stories."""
    _headers, body = asking.once(server.port, "/sitemap.xml", {})
    places = body.decode().split("<loc>")[1:]
    parts = [urlsplit(place.partition("<")[0]).path for place in places]
    return next(part for part in parts if part[len("/sitemap/")].isdigit())


def postgresql_of(database: str) -> Callable[[], list[int]]:
    """Which processes of PostgreSQL work for a database; none where it is SQLite."""
    if not database.startswith("postgres"):
        return list
    connection = psycopg.connect(database, autocommit=True)

    def pids() -> list[int]:
        asked = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
        return [pid for (pid,) in connection.execute(asked)]

    return pids
