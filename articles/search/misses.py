"""Searches that found nothing, counted by day for the desk.

Kept without anything about who searched. What looks like an address or a number of a person is
not kept at all, and a day has room for so many words, so that no flood of queries fills a disk.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import DatabaseError
from django.db.models import F
from django.utils import timezone

from articles.models import SearchMiss

LONGEST = 80
DIGITS_IN_A_ROW = 7
MOST_A_DAY = 500


def count_miss(typed: str, words: str, *, at: datetime) -> None:
    """Count words that found nothing. A database that cannot write is no reader's trouble."""
    if not words or len(words) > LONGEST or _is_personal(typed):
        return
    day = timezone.localtime(at).date()
    try:
        known = SearchMiss.objects.filter(day=day, words=words)
        if known.update(count=F("count") + 1) == 0 and _has_room(day):
            missed = SearchMiss(day=day, words=words)
            SearchMiss.objects.bulk_create([missed], ignore_conflicts=True)
    except DatabaseError:
        return


def _has_room(day: date) -> bool:
    return SearchMiss.objects.filter(day=day)[:MOST_A_DAY].count() < MOST_A_DAY


def _is_personal(typed: str) -> bool:
    digits = "".join(character for character in typed if character not in " -/.()+")
    run = longest = 0
    for character in digits:
        run = run + 1 if character.isdigit() else 0
        longest = max(longest, run)
    return "@" in typed or longest >= DIGITS_IN_A_ROW
