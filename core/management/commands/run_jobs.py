"""The worker: queued jobs and recurring ones, in one process, until it is told to stop."""

from __future__ import annotations

import logging
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from core.jobs import run_due

logger = logging.getLogger(__name__)


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
    """Look for recurring jobs until told to stop; a database that is away is asked again."""
    while not stop.is_set():
        try:
            run_due()
        except DatabaseError:
            logger.exception("the recurring jobs could not be read")
        close_old_connections()
        stop.wait(seconds)
