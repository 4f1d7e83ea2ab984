"""Writes a backup, or reads one to its end to see that it is whole."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.errors import Refused
from newsroom.backups import back_up, checked


class Command(BaseCommand):
    help = "Writes the database and the pictures into one file while the site goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("place", type=Path, help="The directory for it, on another disk.")
        parser.add_argument(
            "--check",
            action="store_true",
            help="PLACE is a backup: read it and say if it is whole.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        place = options["place"]
        try:
            if options["check"]:
                manifest = checked(place)
                files = len(manifest["files"]) - 1
                self.stdout.write(f"Whole: made {manifest['made']}, pictures: {files} files.")
                return
            made = back_up(place)
        except (Refused, OSError) as error:
            raise CommandError(error) from error
        self.stdout.write(f"{made} ({made.stat().st_size:,} bytes)")
