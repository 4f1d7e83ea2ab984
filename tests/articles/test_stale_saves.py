"""Two hundred stale writes on each path: every one is refused, and nothing is overwritten."""

from collections import Counter
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.utils import timezone

from articles import bulk, conflicts, editions, publishing, workflow
from articles.models import Article, Edition
from core.errors import Stale
from tests.articles.desk import form_address, opened
from tests.factories.articles import BylineFactory, CitationFactory, EditionFactory, PersonFactory
from tests.factories.core import UserFactory
from tests.factories.literature import WorkFactory

pytestmark = pytest.mark.django_db
MANY = 200
BEFORE = {"submit": "draft", "approve": "in_review"}


def _write(edition, version, by):
    return editions.write(edition, version=version, by=by, fields={"headline": "Stale"})


def _write_rows(edition, version, by):
    signed = [editions.BylineEntry(PersonFactory())]
    return editions.write(edition, version=version, by=by, bylines=signed, citations=[], tags=[])


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


def _rows(edition):
    now = Edition.objects.get(pk=edition.pk)
    return conflicts.snapshot(now) | {"version": now.version}


def test_stale_saves_of_the_form_change_neither_text_nor_rows(client, rf):
    """The form sends its rows with the text: each post would change both."""
    wren = UserFactory(writer=True)
    client.force_login(wren)
    kept = EditionFactory(headline="Kept")
    BylineFactory(edition=kept)
    CitationFactory(edition=kept, work=WorkFactory())
    rows = {"bylines__0__role": "photographer", "citations__0__pages_raw": "99", "tags": "stale"}
    typed = opened(client, kept, headline="Stale", **rows)
    Edition.objects.filter(pk=kept.pk).update(headline="Newer", version=2)
    before = _rows(kept)

    answers = [_posted(rf, wren, kept, typed | {"_continue": "1"}) for _time in range(MANY)]

    assert Counter(answer.status_code for answer in answers) == {409: MANY}
    assert _rows(kept) == before
    shown = answers[-1].render().content.decode()
    assert ("<ins>Stale</ins>" in shown, "<ins>Newer</ins>" in shown) == (True, True)


def _posted(rf, user, edition, typed):
    """The answer of the form's own view, which draws its page only where that is looked at."""
    form = "application/x-www-form-urlencoded"
    request = rf.post(form_address(edition), urlencode(typed), content_type=form)
    request.user, request._dont_enforce_csrf_checks = user, True
    return admin.site.get_model_admin(Edition).change_view(request, str(edition.pk))


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (_write, "draft"),
        (_write_rows, "draft"),
        (_approve, "in_review"),
        (_publish, "approved"),
        (_schedule, "approved"),
    ],
)
def test_stale_writes_are_refused(act, state):
    paul = UserFactory(publisher=True)
    kept = EditionFactory(headline="Kept", state=state, version=2)
    BylineFactory(edition=kept)
    before = _rows(kept)

    refused = 0
    for _time in range(MANY):
        with pytest.raises(Stale):
            act(Edition.objects.get(pk=kept.pk), 1, paul)
        refused += 1

    now = Edition.objects.get(pk=kept.pk)
    assert (refused, now.state, now.live_from) == (MANY, state, None)
    assert _rows(kept) == before
