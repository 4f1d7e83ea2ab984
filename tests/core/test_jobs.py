"""Recurring jobs: each run once, by whichever worker claims it."""

from datetime import UTC, datetime, timedelta

import pytest

from core import jobs
from core.models import PeriodicJob

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def done(monkeypatch):
    """The moments at which the one recurring job of these tests ran."""
    moments = []
    monkeypatch.setattr(jobs, "_recurring", {})
    jobs.every(HOUR)(moments.append)
    return moments


def job():
    return PeriodicJob.objects.get()


def test_job_runs_when_it_is_first_seen(done):
    jobs.run_due(NOON)

    assert done == [NOON]


def test_job_is_not_due_before_its_interval_is_over(done):
    jobs.run_due(NOON)

    jobs.run_due(NOON + HOUR - timedelta(seconds=1))

    assert done == [NOON]


def test_job_is_due_again_after_its_interval(done):
    jobs.run_due(NOON)

    jobs.run_due(NOON + HOUR)

    assert done == [NOON, NOON + HOUR]


def test_run_keeps_when_it_was_done_and_is_due(done):
    jobs.run_due(NOON)

    row = job()
    assert (row.last_run, row.next_run, row.lease_until) == (NOON, NOON + HOUR, None)


def test_two_workers_that_saw_the_same_job_run_it_once(done):
    (seen_by_one,), (seen_by_other,) = jobs.due_jobs(NOON), jobs.due_jobs(NOON)

    claims = [jobs._claim(seen_by_one, NOON), jobs._claim(seen_by_other, NOON)]

    assert claims == [True, False]


def test_job_that_another_worker_has_is_left_alone(done):
    (seen,) = jobs.due_jobs(NOON)
    jobs._claim(seen, NOON)

    assert jobs.run_due(NOON + timedelta(minutes=1)) == []


def test_job_of_a_dead_worker_is_taken_over_when_its_claim_ends(done):
    (seen,) = jobs.due_jobs(NOON)
    jobs._claim(seen, NOON)

    jobs.run_due(NOON + jobs.LEASE)

    assert done == [NOON + jobs.LEASE]


def test_job_already_done_by_another_worker_cannot_be_claimed(done):
    (seen,) = jobs.due_jobs(NOON)
    jobs.run_due(NOON)

    assert jobs._claim(seen, NOON) is False


def test_failing_job_keeps_its_error_and_lets_the_others_run(done, monkeypatch, caplog):
    def broken(at):
        raise ValueError("no such journal")

    jobs.every(HOUR)(broken)

    jobs.run_due(NOON)

    errors = PeriodicJob.objects.exclude(last_error="").values_list("last_error", flat=True)
    assert list(errors) == ["ValueError: no such journal"]
    assert done == [NOON]


def test_error_goes_away_when_the_job_succeeds(done):
    jobs.run_due(NOON)
    PeriodicJob.objects.update(last_error="ValueError: no such journal")

    jobs.run_due(NOON + HOUR)

    assert job().last_error == ""


def test_row_of_a_job_that_is_no_more_is_passed_over(done):
    PeriodicJob.objects.create(name="gone.away", next_run=NOON)

    ran = jobs.run_due(NOON)

    assert "gone.away" not in ran
    assert done == [NOON]
