"""Takes Retraction Watch's table as a second source of notices."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.errors import Refused
from literature.retraction_watch import import_table


class Command(BaseCommand):
    help = "Reads Retraction Watch's table (CSV) and records what it says of works in the library."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open(encoding="utf-8-sig", errors="replace", newline="") as lines:
                report = import_table(lines, at=timezone.now())
        except (OSError, Refused) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Rows {report.rows}, of our works {report.matched}, notices {len(report.notices)},"
            f" unreadable {report.unread}."
        )
        for notice in report.notices:
            self.stdout.write(f"  {notice}")
        for fault in report.faults:
            self.stderr.write(f"  {fault}")
