"""Brings a backup back."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.errors import Refused
from newsroom.backups import restore


class Command(BaseCommand):
    help = "Brings back the database and the pictures of a backup. Stop the site and worker first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="What the command backup wrote.")
        parser.add_argument(
            "--replace", action="store_true", help="Even though this site holds data, which goes."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = restore(options["file"], is_replacing=options["replace"])
        except (Refused, OSError) as error:
            raise CommandError(error) from error
        files = len(manifest["files"]) - 1
        self.stdout.write(f"The site is as it was at {manifest['made']}, with {files} files.")
