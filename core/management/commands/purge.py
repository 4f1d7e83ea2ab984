"""Forgets kept pages by hand, here, on the other machines and at the CDN."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.pages.board import EVERYTHING
from core.pages.tags import address, forget


class Command(BaseCommand):
    help = "Forgets kept pages: by address, by tag, or all of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--url", action="append", default=[], help="An address of the site, or its path."
        )
        parser.add_argument("--tag", action="append", default=[], help="A tag, such as section:3.")
        parser.add_argument("--everything", action="store_true", help="All pages.")

    def handle(self, *args: Any, **options: Any) -> None:
        tags = {*options["tag"], *(address(_path(url)) for url in options["url"])}
        if options["everything"]:
            tags.add(EVERYTHING)
        if not tags:
            message = "Say what to forget: --url, --tag or --everything."
            raise CommandError(message)
        forget(*tags)
        self.stdout.write(f"Forgotten: {', '.join(sorted(tags))}.")


def _path(url: str) -> str:
    """The path as the web server hands it on: bytes of UTF-8, read as Latin-1 (PEP 3333)."""
    parts = urlsplit(url)
    own = urlsplit(settings.SITE_URL)
    if not parts.path.startswith("/") or (parts.netloc and parts.netloc != own.netloc):
        message = f"{url} is no address of this site. It begins with {settings.SITE_URL}/ or /."
        raise CommandError(message)
    return unquote(parts.path).encode().decode("latin-1")
