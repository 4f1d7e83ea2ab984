"""Loads the demo publication; what is there already stays as it is."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from newsroom.demo import loading


class Command(BaseCommand):
    help = "Loads the demo publication, The Offprint. Running it again adds only what is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        quiet = options["verbosity"] < 1
        added = loading.load(_silence if quiet else self.stdout.write)
        if not quiet:
            self.stdout.write(f"{added} stories were added.")


def _silence(line: str) -> None:
    """For a run that should say nothing."""
