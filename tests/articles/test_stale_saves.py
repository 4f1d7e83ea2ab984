"""Two hundred stale writes on each path: every one is refused, and nothing is overwritten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import editions, publishing, workflow
from articles.models import Edition
from core.errors import Stale
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
MANY = 200


def _write(edition, version, by):
    return editions.write(edition, version=version, by=by, fields={"headline": "Stale"})


def _approve(edition, version, by):
    return workflow.transition(edition, "approve", by=by, version=version)


def _publish(edition, version, by):
    return publishing.publish(edition, by=by, version=version)


def _schedule(edition, version, by):
    at = timezone.now() + timedelta(hours=1)
    return publishing.publish(edition, by=by, at=at, version=version)


@pytest.mark.parametrize(
    ("act", "state"),
    [(_write, "draft"), (_approve, "in_review"), (_publish, "approved"), (_schedule, "approved")],
)
def test_stale_writes_are_refused(act, state):
    paul = UserFactory(publisher=True)
    kept = EditionFactory(headline="Kept", state=state, version=2)

    refused = 0
    for _time in range(MANY):
        with pytest.raises(Stale):
            act(Edition.objects.get(pk=kept.pk), 1, paul)
        refused += 1

    now = Edition.objects.get(pk=kept.pk)
    assert (refused, now.headline, now.version, now.state) == (MANY, "Kept", 2, state)
    assert now.live_from is None
