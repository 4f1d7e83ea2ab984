"""Links of open stories are asked politely, and a dead one is pointed out before publishing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import links
from articles.models import LinkAnswer
from articles.readiness import report
from tests.factories.articles import EditionFactory

pytestmark = pytest.mark.django_db
GONE = "https://gone.example.org/paper"
BODY = f'<p><a href="{GONE}#part">Gone</a> <a href="/health/">Ours</a> <a href="#ref-a">1</a></p>'


def dead_in(edition):
    return [one.message for one in report(edition).findings if GONE in one.message]


@pytest.mark.parametrize(
    ("status", "state"), [(404, "dead"), (410, "dead"), (200, "alive"), (403, "unsure")]
)
def test_only_what_is_surely_gone_is_dead(outside, status, state):
    outside.answers("gone.example.org", status=status)
    edition = EditionFactory(body_source=BODY)

    links.ask_due(timezone.now())

    assert LinkAnswer.objects.get().state == state
    assert bool(dead_in(edition)) == (state == "dead")


def test_server_that_does_not_answer_is_not_called_dead(outside):
    outside.hangs("gone.example.org")
    edition = EditionFactory(body_source=BODY)

    links.ask_due(timezone.now())

    assert LinkAnswer.objects.get().state == "unsure"
    assert dead_in(edition) == []


def test_link_is_asked_once_a_day_and_published_stories_are_left(outside):
    outside.answers("gone.example.org")
    EditionFactory(body_source=BODY)
    EditionFactory(body_source=BODY)
    EditionFactory(body_source=BODY.replace("gone", "live"), live=True)
    now = timezone.now()

    asked = [links.ask_due(now + timedelta(hours=hours)) for hours in (0, 1, 25)]

    assert asked == [1, 0, 1]
    assert [one.method for one in outside.asked] == ["HEAD", "HEAD"]


def test_one_host_is_asked_for_one_address_at_a_time(outside):
    outside.answers("gone.example.org")
    EditionFactory(body_source=BODY + f'<p><a href="{GONE}/2">Two</a></p>')

    assert links.ask_due(timezone.now()) == 1
    assert links.ask_due(timezone.now()) == 1


def test_closed_network_asks_nobody(settings):
    settings.NETWORK = False
    EditionFactory(body_source=BODY)

    assert links.ask_due(timezone.now()) == 0
