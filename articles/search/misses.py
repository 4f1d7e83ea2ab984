"""Searches that found nothing, counted by day for the desk.

Kept without anything about who searched. What looks like an address or a number of a person is
not kept at all, and a day has room for so many words, so that no flood of queries fills a disk.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import DatabaseError, connections, router
from django.utils import timezone

from articles.models import SearchMiss

LONGEST = 80
DIGITS_IN_A_ROW = 7
MOST_A_DAY = 500
# One more of what is counted already, or the first of what the day still has room for.
COUNT = """
    INSERT INTO articles_searchmiss (day, words, count)
    SELECT %s, %s, 1
    WHERE EXISTS (SELECT 1 FROM articles_searchmiss WHERE day = %s AND words = %s)
        OR (SELECT COUNT(*) FROM (
            SELECT 1 FROM articles_searchmiss WHERE day = %s LIMIT %s
        ) AS counted) < %s
    ON CONFLICT (day, words) DO UPDATE SET count = articles_searchmiss.count + 1
"""


def count_miss(typed: str, words: str, *, at: datetime) -> None:
    """Count words that found nothing. A database that cannot write is no reader's trouble."""
    if not words or len(words) > LONGEST or _is_personal(typed):
        return
    day = timezone.localtime(at).date()
    values: list[Any] = [day, words, day, words, day, MOST_A_DAY, MOST_A_DAY]
    try:
        with connections[router.db_for_write(SearchMiss)].cursor() as cursor:
            cursor.execute(COUNT, values)
    except DatabaseError:
        return


def _is_personal(typed: str) -> bool:
    digits = "".join(character for character in typed if character not in " -/.()+")
    run = longest = 0
    for character in digits:
        run = run + 1 if character.isdigit() else 0
        longest = max(longest, run)
    return "@" in typed or longest >= DIGITS_IN_A_ROW
