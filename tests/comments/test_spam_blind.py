"""Automatic spam ends by itself when the blind check finds honest comments among it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from comments import warnings
from comments.models import SpamModel
from comments.spam import blind, memory
from core.errors import Refused
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)


@pytest.fixture
def model():
    return SpamModel.objects.create(pk=1, spam=90, ham=300, spam_from=0.93)


def sampled(state, number, at=NOON):
    facts = {"code": "score", "p": 0.97, "verdict": "spam", "audit": True, "line": 0.4}
    CommentFactory.create_batch(number, state=state, reasons=[facts], decided_at=at)


@pytest.mark.parametrize(("honest", "stops"), [(0, False), (1, False), (2, True)])
def test_too_many_honest_comments_stop_it(model, honest, stops):
    sampled("spam", 30)
    sampled("approved", honest)

    blind.check(at=NOON)

    model.refresh_from_db()
    assert (model.stopped_at == NOON, model.spam_from is None) == (stops, stops)
    assert bool(warnings.sentences()) is stops


def test_it_stays_stopped_until_the_desk_trusts_it_again(client, model):
    mo = UserFactory(moderator=True)
    client.force_login(mo)
    sampled("approved", 3)
    blind.check(at=NOON)
    memory.draw_lines()

    page = client.get(reverse("admin:comments_comment_statistics")).content.decode()
    client.post(reverse("admin:comments_comment_trust"))
    model.refresh_from_db()

    assert "Nothing is spam by itself any more" in page
    assert model.stopped_at is None
    assert blind.sample(model).looked_at == 0
    sampled("approved", 2, at=model.trusted_at + timedelta(minutes=1))
    assert blind.sample(model).is_bad


def test_trusting_it_needs_the_right(model):
    with pytest.raises(Refused):
        blind.trust_again(by=UserFactory(writer=True))
