"""Checks what is due for corrections and retractions, until nothing is left or a service fails."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from literature.checking import check_due


class Command(BaseCommand):
    help = "Asks Crossref and PubMed about the works that are due. It can be stopped at any time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, help="Check at most so many works.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.NETWORK:
            raise CommandError("The network is switched off (NETWORK=off), so nothing was asked.")
        run = check_due(timezone.now(), limit=options["limit"], seconds=None)
        self.stdout.write(f"Checked {run.checked}, new notices {run.notices}, left {run.left}.")
        if run.trouble:
            raise CommandError(f"It ended early. {run.trouble} Start it again to go on.")
