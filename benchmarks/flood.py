"""What a flood of comments does to readers' kept pages and to the moderators' queue.

The site runs as an operator runs it: Granian with two processes of four threads, SQLite. Who sends,
who reads and who moderates are apart, and the reader is timed before and during the flood.
"""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Edition
from benchmarks import asking, contenders, machine, report
from benchmarks.filling import PASSWORD, STORY
from benchmarks.senders import Sent, send
from benchmarks.servers import HOST, Server
from comments.models import Comment
from core.models import User

QUEUE = "/admin/comments/comment/"
WARM, CALM, READ_PAUSE, QUEUE_PAUSE = 3.0, 5.0, 0.03, 1.0  # seconds


@dataclass
class Watch:
    """Asks for one page again and again, and keeps how long each answer took, in milliseconds."""

    port: int
    path: str
    headers: dict[str, str]
    pause: float
    found: list[tuple[float, float, int]] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        threading.Thread(target=self._work).start()

    def stop(self) -> None:
        self._stop.set()

    def _work(self) -> None:
        line = http.client.HTTPConnection(HOST, self.port, timeout=60)
        while not self._stop.wait(self.pause):
            began, moment = time.perf_counter(), time.time()
            line.request("GET", self.path, headers=self.headers)
            answer = line.getresponse()
            answer.read()
            self.found.append((moment, (time.perf_counter() - began) * 1_000, answer.status))
        line.close()

    def row(self, name: str, since: float, until: float) -> str:
        found = [one for one in self.found if since <= one[0] <= until]
        if not found:
            return f"| {name} | 0 | | | | |"
        times = sorted(took for _moment, took, _status in found)
        errors = sum(status != 200 for _moment, _took, status in found)
        late = times[int(len(times) * 0.95)]
        numbers = f"{statistics.median(times):.1f} ms | {late:.1f} ms | {times[-1]:.1f} ms"
        return f"| {name} | {len(times):,} | {numbers} | {errors} |"


def server(place: Path, database: str) -> Server:
    """This site with two processes, behind what could be a proxy, so that senders have networks."""
    made = contenders.site("flooded", database, place / "flood-pages", place)
    made.command[made.command.index("--workers") + 1] = "2"
    made.command[made.command.index("--blocking-threads") + 1] = "4"
    made.environment |= {"BEHIND_PROXY": "true"}
    return made


def flood(place: Path, database: str, *, posts: int, senders: int, networks: int) -> str:
    """Run it and tell what was found. ``database`` is a copy: the comments stay in it."""
    contenders.collect_static(place, database)
    edition = Edition.objects.select_related("article").get(slug=STORY)
    there = Comment.objects.count()
    site = server(place, database)
    site.start(place / "servers.log")
    try:
        signed = asking.signed_in(site.port, "bench", PASSWORD)
        rows, sent, cost = _measure(
            site, edition, signed, posts=posts, senders=senders, networks=networks
        )
    finally:
        site.stop()
    text = _told(rows, sent, cost=cost, kept=Comment.objects.count() - there)
    report.save(place, "flood.md", text)
    return text


def _measure(
    site: Server, edition: Edition, signed: dict[str, str], **how: int
) -> tuple[list[str], Sent, float]:
    """The rows of the table, what became of the posts, and seconds of processor time."""
    reader = {"Accept-Encoding": "br", "Host": f"{HOST}:{site.port}"}
    watches = {
        "kept page": Watch(site.port, edition.get_absolute_url(), reader, READ_PAUSE),
        "queue": Watch(site.port, QUEUE, signed, QUEUE_PAUSE),
    }
    for watch in watches.values():
        watch.start()
    time.sleep(WARM)
    began = time.time()
    time.sleep(CALM)
    before = machine.processor_seconds(site.pids())
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        sent = pool.submit(send, site.port, edition.article_id, **how).result()
    cost = machine.processor_seconds(site.pids()) - before
    time.sleep(CALM)
    for watch in watches.values():
        watch.stop()
    spans = {
        "before": (began, sent.began),
        "during": (sent.began, sent.ended),
        "after": (sent.ended, time.time()),
    }
    rows = [
        watch.row(f"{name}, {when}", *span)
        for when, span in spans.items()
        for name, watch in watches.items()
    ]
    return rows, sent, cost


def _told(rows: list[str], sent: Sent, *, cost: float, kept: int) -> str:
    took = sent.ended - sent.began
    posts = sum(sent.statuses.values())
    answers = ", ".join(
        f"{number:,} × {status}" for status, number in sorted(sent.statuses.items())
    )
    lines = [
        "### A flood of comments",
        "",
        f"{posts:,} posts in {took:.0f} s ({posts / took:.0f} a second): {answers}. Refused without"
        f" their words: {sent.lost}. Kept: {kept:,}. Processor time of the site, readers and queue"
        f" included: {cost / posts * 1_000:.1f} ms a post.",
        "",
        "| Page | asked | median | 95 of 100 | slowest | errors |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        *rows,
        "",
        f"The queue asks {queries_of_queue()} queries.",
    ]
    return "\n".join([*lines, "", ""])


def queries_of_queue() -> int:
    """How often the first page of the queue asks the database as it now is."""
    client = Client(HTTP_HOST=HOST)
    client.force_login(User.objects.get(username="bench"))
    client.get(QUEUE)
    with CaptureQueriesContext(connection) as captured:
        client.get(QUEUE)
    return len(captured)
