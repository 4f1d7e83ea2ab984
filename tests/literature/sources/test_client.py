"""One question to one service: kept answers, pace, and what is said when it fails."""

from datetime import UTC, datetime, timedelta

import pytest

from core.errors import OutsideFailure
from literature.models import Answer, Pace
from literature.sources import client

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
SERVICE = client.Service("invented", "Invented", interval=0.5)
URL = "https://api.invented.example/1"


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def ask(**kwargs):
    return client.ask(SERVICE, "one", URL, **kwargs)


def test_ask_keeps_the_answer(outside, clock):
    outside.answers(URL, json={"a": 1})

    first, second = ask(), ask()

    assert first == second == client.Told({"a": 1}, NOW)
    assert len(outside.asked) == 1


def test_ask_again_after_a_day(outside, clock):
    outside.answers(URL, json={"a": 1})
    ask()
    clock.shift(timedelta(hours=25))
    outside.answers(URL, json={"a": 2})

    assert ask().payload == {"a": 2}
    assert Answer.objects.count() == 1


def test_ask_falls_back_on_an_older_answer(outside, clock):
    outside.answers(URL, json={"a": 1})
    ask()
    clock.shift(timedelta(days=9))
    outside.hangs(URL)

    assert ask() == client.Told({"a": 1}, NOW)


def test_ask_unknown_with_a_text_body(outside):
    outside.answers(URL, status=404, body="Resource not found.")

    assert ask().payload is None


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"status": 500}, r"Invented could not answer \(it said 500\)"),
        ({"status": 400, "body": "{}"}, r"it said 400"),
        ({"body": '{"a": '}, "may be cut off"),
        ({"body": b"\xff\xfe"}, "cannot be read"),
        ({"status": 429}, "come back later"),
    ],
)
def test_ask_failure_in_words(outside, answer, words):
    outside.answers(URL, **answer)

    with pytest.raises(OutsideFailure, match=words):
        ask()
    assert not Answer.objects.exists()


def test_ask_hanging_service(outside):
    outside.hangs(URL)

    with pytest.raises(OutsideFailure, match=r"api\.invented\.example did not answer in time"):
        ask()


def test_pace_is_kept_between_questions(outside, clock):
    outside.answers("invented", json={})

    client.ask(SERVICE, "one", URL)
    client.ask(SERVICE, "two", URL)

    assert outside.rested == [0.5]


def test_pace_follows_the_headers(outside, clock):
    told = {"X-Rate-Limit-Limit": "3", "X-Rate-Limit-Interval": "6s"}
    outside.answers(URL, json={}, headers=told)

    ask()

    assert Pace.objects.get().interval == 2.0


def test_busy_service_is_left_alone_as_long_as_it_says(outside, clock, settings):
    settings.TIME_ZONE = "UTC"
    outside.answers(URL, status=429, headers={"Retry-After": "120"})
    with pytest.raises(OutsideFailure):
        ask()
    outside.answers(URL, json={})

    with pytest.raises(OutsideFailure, match=r"wait until 12:02 UTC"):
        ask()
    clock.shift(timedelta(seconds=121))

    assert ask().payload == {}


def test_service_that_fails_again_and_again_is_left_alone(outside, clock):
    outside.hangs(URL)
    for _time in range(client.FAILURES_ALLOWED):
        with pytest.raises(OutsideFailure):
            ask(patience=60)
    asked = len(outside.asked)

    with pytest.raises(OutsideFailure, match="wait until"):
        ask()
    assert len(outside.asked) == asked
