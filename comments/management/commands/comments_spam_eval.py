"""Tells how well the spam scorer does on this site's own decisions."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from comments.spam import evaluation

_FEWEST, _MOST = 50, 20_000


class Command(BaseCommand):
    help = (
        "Learns from four fifths of the newest decisions and is tried on the last fifth, without"
        " changing anything: precision and recall of what would have been held as likely spam."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--newest", type=int, default=2_000, help="decisions, up to 20,000")

    def handle(self, *args: Any, **options: Any) -> None:
        newest = options["newest"]
        if not _FEWEST <= newest <= _MOST:
            raise CommandError(f"Name between {_FEWEST} and {_MOST:,} decisions.")
        cases = evaluation.decided(newest)
        if len(cases) < _FEWEST:
            raise CommandError(
                f"{len(cases)} decisions for or against spam have their words still."
                f" With {_FEWEST} there is something to measure."
            )
        found = evaluation.measure(cases)
        self.stdout.write(f"Learned from {found.learned}, tried on {found.spam + found.ham}.")
        self.stdout.write(
            f"Of {found.spam} spam {found.spam_seen} would have been held:"
            f" recall {_percent(found.recall)}."
        )
        self.stdout.write(
            f"Of {found.ham} approved {found.ham_held} would have been held,"
            f" {found.ham_called_spam} of them as spam: precision {_percent(found.precision)}."
        )


def _percent(part: float | None) -> str:
    return "not known" if part is None else f"{100 * part:.1f} %"
