"""The worker: queued jobs and recurring ones, in one process, until it is told to stop."""

from __future__ import annotations

import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, call_command
from django.db import close_old_connections

from core.jobs import run_due


class Command(BaseCommand):
    help = "Runs queued and recurring jobs until it is stopped (Ctrl-C, SIGTERM)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Run what is due now, then stop.")
        parser.add_argument("--seconds", type=float, default=15, help="Pause between two looks.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            run_due()
            call_command("db_worker", batch=True, interval=0, startup_delay=False)
            return
        stop = threading.Event()
        clock = threading.Thread(target=_tick, args=(stop, options["seconds"]), daemon=True)
        clock.start()
        try:
            call_command("db_worker", interval=1)
        finally:
            stop.set()


def _tick(stop: threading.Event, seconds: float) -> None:
    while not stop.is_set():
        close_old_connections()
        run_due()
        stop.wait(seconds)
