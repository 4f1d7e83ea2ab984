"""Counts for Prometheus, an optional extra: requests that Django answers, and what waits.

Each process writes files of its own into METRICS_DIR, and whichever is asked adds all of them up.
Kept pages are answered before Django and nginx's are not seen here at all; their logs count them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.multiprocess import MultiProcessCollector

from core.models import Purge, Untold
from core.pages import current
from newsroom import health

Path(settings.METRICS_DIR).mkdir(parents=True, exist_ok=True)
SECONDS = Histogram(
    "newsroom_request_seconds",
    "Seconds in which Django answered.",
    ["view", "method", "status"],
    registry=None,
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
METHODS = {"GET", "HEAD", "POST"}


def counted(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Note how long each answer took; the address and whoever asked are not noted."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        method = str(request.method)
        labels = (_view(request), method if method in METHODS else "other")
        kind = f"{response.status_code // 100}xx"
        SECONDS.labels(*labels, kind).observe(time.perf_counter() - began)
        return response

    return middleware


@require_safe
def told(request: HttpRequest) -> HttpResponse:
    """Everything in Prometheus' own format, for whoever has the token; for others nothing."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not constant_time_compare(token, settings.METRICS_TOKEN):
        raise Http404
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(_text(), content_type=CONTENT_TYPE_PLAIN_0_0_4, headers=headers)


def _text() -> bytes:
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(settings.METRICS_DIR))  # type: ignore[no-untyped-call]  # theirs
    registry.register(_Now())
    return generate_latest(registry)


def _view(request: HttpRequest) -> str:
    """The name of the view; the whole desk counts as one."""
    found = request.resolver_match
    if found is None:
        return "none"
    return "admin" if "admin" in found.namespaces else found.view_name


class _Now:
    """What is looked up when somebody asks."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        found, _serves = health.report()
        states = GaugeMetricFamily("newsroom_ok", "1 where /readyz says ok.", labels=["part"])
        for name, state in found.items():
            states.add_metric([name], float(state == health.OK))
        yield states
        store = current.store()
        if store is not None:
            kept, forgotten = store.board.words[2], store.board.generation
            yield GaugeMetricFamily("newsroom_store_bytes", "Kept pages on the disk.", kept)
            yield GaugeMetricFamily("newsroom_forgettings", "How often pages went.", forgotten)
        try:
            yield from _in_database()
        except DatabaseError:
            return


def _in_database() -> list[GaugeMetricFamily]:
    due = DBTaskResult.objects.ready()
    oldest = due.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    waited = (timezone.now() - oldest).total_seconds() if oldest else 0
    counts = {
        "newsroom_jobs_waiting": ("Jobs that may begin.", due.count()),
        "newsroom_oldest_job_seconds": ("How long the oldest of them has waited.", waited),
        "newsroom_untold_changes": ("Changes not told everybody.", Untold.objects.count()),
        "newsroom_purges_waiting": ("Changes not told the CDN.", Purge.objects.count()),
    }
    return [GaugeMetricFamily(name, words, value) for name, (words, value) in counts.items()]
