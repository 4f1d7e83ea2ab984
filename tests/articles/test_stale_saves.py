"""Two hundred stale writes on each path: every one is refused, and nothing is overwritten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import bulk, editions, publishing, workflow
from articles.models import Article, Edition
from core.errors import Stale
from tests.articles.desk import form_address, opened
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
MANY = 200
BEFORE = {"submit": "draft", "approve": "in_review"}


def _write(edition, version, by):
    return editions.write(edition, version=version, by=by, fields={"headline": "Stale"})


def _approve(edition, version, by):
    return workflow.transition(edition, "approve", by=by, version=version)


def _publish(edition, version, by):
    return publishing.publish(edition, by=by, version=version)


def _schedule(edition, version, by):
    at = timezone.now() + timedelta(hours=1)
    return publishing.publish(edition, by=by, at=at, version=version)


def _unschedule(edition, version, by):
    return publishing.unschedule(edition, by=by, version=version)


def test_stale_unscheduling_leaves_the_new_moment():
    paul = UserFactory(publisher=True)
    kept = EditionFactory(scheduled=True, version=2)

    for _time in range(MANY):
        with pytest.raises(Stale):
            _unschedule(Edition.objects.get(pk=kept.pk), 1, paul)

    now = Edition.objects.get(pk=kept.pk)
    assert (now.live_from, now.version) == (kept.live_from, 2)


def test_stale_withdrawal_leaves_the_edition_that_went_live_since():
    paul = UserFactory(publisher=True)
    before = EditionFactory(superseded=True)
    EditionFactory(live=True, article=before.article, number=2)

    for _time in range(MANY):
        with pytest.raises(Stale):
            publishing.withdraw(before.article, by=paul, reason="Wrong.", seen=before.pk)

    assert not Article.objects.get(pk=before.article_id).is_withdrawn


@pytest.mark.parametrize("name", list(bulk.ACTS))
def test_stale_rows_of_a_bulk_act_are_left_alone(name):
    paul = UserFactory(publisher=True)
    place = {"scheduled": True} if name == "unschedule" else {"state": BEFORE.get(name, "approved")}
    kept = EditionFactory(version=2, **place)
    asked = bulk.Asked(moment=timezone.now() + timedelta(hours=1), reviewer=paul)
    rows = [(kept, 1)] * MANY

    report = bulk.carry_out(bulk.ACTS[name], rows, by=paul, asked=asked, at=timezone.now())

    now = Edition.objects.get(pk=kept.pk)
    assert (len(report.left), len(report.done)) == (MANY, 0)
    assert (now.version, now.state, now.live_from) == (2, kept.state, kept.live_from)


def test_stale_saves_of_the_form_show_both_texts(client):
    client.force_login(UserFactory(writer=True))
    kept = EditionFactory(headline="Kept")
    fields = opened(client, kept, headline="Stale")
    Edition.objects.filter(pk=kept.pk).update(headline="Newer", version=2)

    answers = [client.post(form_address(kept), fields | {"_continue": "1"}) for _n in range(20)]

    assert {answer.status_code for answer in answers} == {409}
    assert all("Stale" in answer.content.decode() for answer in answers)
    assert Edition.objects.get(pk=kept.pk).headline == "Newer"


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
