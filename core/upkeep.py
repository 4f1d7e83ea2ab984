"""What the database needs now and then so that it goes on choosing good ways."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

from core.jobs import every


@every(timedelta(days=1))
def refresh_statistics(at: datetime) -> None:
    """Let SQLite count how its tables are filled (sqlite.org/lang_analyze.html).

    Without the counts it reads all stories to find the newest; a hundred thousand stories are
    counted in a quarter of a second. PostgreSQL counts by itself.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
