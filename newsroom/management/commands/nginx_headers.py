"""Prints the headers that nginx adds to the pages it serves from the store (docs/operations.md)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.core.wsgi import get_wsgi_application

from core.pages.front import lines
from core.pages.rendering import headers_at


class Command(BaseCommand):
    help = "Prints the headers of readers' pages as nginx writes them. Needs no database."

    def handle(self, *args: Any, **options: Any) -> None:
        headers = headers_at(get_wsgi_application(), "/robots.txt")
        self.stdout.write("\n".join(["# By `manage.py nginx_headers`.", *lines(headers)]))
