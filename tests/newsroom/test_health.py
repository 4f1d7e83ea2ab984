"""Health: what makes a process unready, and what does not."""

import shutil
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from newsroom import health

pytestmark = pytest.mark.django_db


def no_answer(*_statement):
    raise OperationalError("server closed the connection unexpectedly")


def test_process_in_order_is_ready(client):
    response = client.get("/readyz")

    states = {"disk": "ok", "database": "ok", "migrations": "ok", "queue": "ok"}
    assert (response.status_code, response.json()) == (200, states)
    assert response["Cache-Control"] == "no-store"


def test_process_without_its_database_lives_and_is_not_ready(client):
    with connection.execute_wrapper(no_answer):
        alive, ready = client.get("/healthz"), client.get("/readyz")

    assert alive.status_code == 200
    assert (ready.status_code, ready.json()["database"]) == (503, "away")


def test_process_that_waits_for_a_migration_is_not_ready(client):
    (last,) = MigrationLoader(connection).graph.leaf_nodes("comments")
    MigrationRecorder(connection).record_unapplied(*last)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["migrations"].endswith("to be made")


def test_late_queue_is_said_and_readers_still_come(client):
    now = timezone.now()
    row = DBTaskResult.objects.create(args_kwargs={}, task_path="x", run_after=now)
    DBTaskResult.objects.filter(pk=row.pk).update(enqueued_at=now - timedelta(minutes=20))

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json()["queue"] == "the oldest job has waited 20 minutes"


def test_full_disk_makes_unready(client, settings, tmp_path, monkeypatch):
    settings.PAGE_STORE_DIR = str(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=1))

    assert health.report()[0]["disk"] == "almost full"
    assert client.get("/readyz").status_code == 503
