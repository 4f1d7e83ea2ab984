"""Makes the search's documents anew, in batches, while the site goes on."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from articles import indexing


class Command(BaseCommand):
    help = "Makes the search's documents anew, in batches, while the site goes on."

    def handle(self, *args: Any, **options: Any) -> None:
        done = indexing.rebuild(self._say if options["verbosity"] else None)
        if options["verbosity"]:
            total = ", ".join(f"{number} {kind}" for kind, number in done.items())
            self.stdout.write(f"Done: {total}.")

    def _say(self, kind: str, number: int) -> None:
        self.stdout.write(f"{kind}: {number}", ending="\r")
        self.stdout.flush()
