"""The worker does what is queued and what is due, and outlives a database that is away."""

import threading
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django_tasks_db.models import DBTaskResult

from core import jobs
from core.management.commands import run_jobs
from core.models import PeriodicJob, User

HOUR = timedelta(hours=1)


@jobs.task
def greet(username: str) -> None:
    User.objects.filter(username=username).update(first_name="Greeted")


@pytest.fixture
def own_jobs(monkeypatch, settings):
    """No recurring job but those a test adds, and a queue in the database."""
    monkeypatch.setattr(jobs, "_recurring", {})
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.mark.django_db(transaction=True)
def test_worker_does_a_queued_job_after_commit(own_jobs):
    user = User.objects.create_user("sam")

    jobs.enqueue(greet, "sam")
    call_command("run_jobs", once=True)

    user.refresh_from_db()
    assert user.first_name == "Greeted"
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


@pytest.mark.django_db(transaction=True)
def test_worker_does_a_recurring_job_that_is_due(own_jobs):
    moments = []
    jobs.every(HOUR)(moments.append)

    call_command("run_jobs", once=True)

    assert [PeriodicJob.objects.get().last_run] == moments


@pytest.mark.django_db
def test_clock_stops_when_it_is_told(own_jobs):
    stop, moments = threading.Event(), []

    @jobs.every(HOUR)
    def finish(at: datetime) -> None:
        moments.append(at)
        stop.set()

    run_jobs._tick(stop, 0)

    assert len(moments) == 1


@pytest.mark.django_db(transaction=True)  # an error inside a transaction would spoil it for good
def test_clock_goes_on_when_the_database_was_away(own_jobs, caplog):
    stop, queries, moments = threading.Event(), [], []

    @jobs.every(HOUR)
    def finish(at: datetime) -> None:
        moments.append(at)
        stop.set()

    def away_at_first(execute, *query):
        queries.append(query)
        if len(queries) > 50:
            stop.set()
        if len(queries) == 1:
            raise OperationalError("the database system is starting up")
        return execute(*query)

    with connection.execute_wrapper(away_at_first):
        run_jobs._tick(stop, 0)

    assert len(moments) == 1
    assert "could not be read" in caplog.text
