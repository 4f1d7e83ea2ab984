"""Makes the groups in the database equal to the table of roles."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from newsroom import roles


class Command(BaseCommand):
    help = "Makes the groups and their permissions equal to the table of roles."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            groups = roles.sync()
        names = ", ".join(group.name for group in groups)
        self.stdout.write(f"The roles are in step: {names}.")
