"""SQLite knows how its tables are filled."""

import pytest
from django.db import connection
from django.utils import timezone

from core import jobs, upkeep
from core.models import User


@pytest.mark.django_db
def test_worker_refreshes_the_statistics_daily():
    User.objects.create_user("sam")

    upkeep.refresh_statistics(timezone.now())

    assert "core.upkeep.refresh_statistics" in jobs._recurring
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'core_user'")
            assert cursor.fetchone()[0] > 0
