"""Addresses that lead nowhere are counted without a reader waiting, and sent to a story."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from articles import misses
from articles.models import Miss
from core.errors import Refused
from tests.factories.articles import EditionFactory, MissFactory
from tests.factories.core import UserFactory
from tests.factories.taxonomy import SectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def counting(settings):
    settings.MISSES_SECONDS = 0.000_001
    misses.waiting.counts.clear()
    yield settings
    misses.waiting.counts.clear()


def counted():
    return dict(Miss.objects.values_list("path", "count"))


def test_lost_address_is_counted_after_the_answer(client, counting):
    client.get("/2019/old/")
    client.get("/2019/old/?who=me")

    assert counted() == {"2019/old": 2}


def test_request_itself_writes_nothing(client, counting, django_assert_num_queries):
    counting.MISSES_SECONDS = 3600

    for _time in range(3):
        client.get("/2019/old/")

    assert misses.waiting.counts == Counter({"2019/old": 3})
    assert counted() == {}


@pytest.mark.parametrize(
    "path", ["", "/", "/admin/x/", "/media/x.jpg", "/me@example.org/", "/a\nb/", "/" + "x" * 341]
)
def test_what_is_no_lost_story_or_names_somebody_is_not_kept(counting, path):
    misses.note(path)

    assert not misses.waiting.counts


def test_waiting_counts_are_bounded(counting):
    for number in range(misses.WAITING_AT_MOST + 50):
        misses.note(f"/lost-{number}/")

    assert len(misses.waiting.counts) == misses.WAITING_AT_MOST


def test_list_is_bounded(monkeypatch):
    monkeypatch.setattr(misses, "ROWS_AT_MOST", 3)
    monkeypatch.setattr(misses, "ROWS_DROPPED", 2)
    now = timezone.now()
    for number in range(3):
        MissFactory(path=f"old-{number}", last_at=now - timedelta(days=9 - number))

    misses.write(Counter({"new": 1}), at=now)

    assert set(counted()) == {"old-2", "new"}


def test_database_that_fails_loses_a_count_and_no_answer(client, counting, monkeypatch):
    def fail(*_args, **_kwargs):
        raise DatabaseError

    monkeypatch.setattr(misses, "write", fail)

    assert client.get("/2019/old/").status_code == 404


def test_switched_off_nothing_is_counted(settings):
    settings.MISSES_SECONDS = 0

    misses.note("/2019/old/")

    assert not misses.waiting.counts


def test_sent_address_leads_to_the_story(client):
    edition, miss = EditionFactory(live=True), MissFactory()

    misses.send(miss, edition.article, by=UserFactory(editor=True))

    response = client.get(f"/{miss.path}/")
    assert (response.status_code, response.url) == (301, edition.get_absolute_url())


def test_send_without_the_right_refused():
    with pytest.raises(Refused, match="not among your rights"):
        misses.send(MissFactory(), EditionFactory(live=True).article, by=UserFactory(writer=True))


def test_send_to_a_story_readers_never_saw_refused():
    edda = UserFactory(editor=True)

    for edition in (EditionFactory(), EditionFactory(scheduled=True)):
        with pytest.raises(Refused, match="have not seen"):
            misses.send(MissFactory(), edition.article, by=edda)


def test_send_of_an_address_in_use_refused():
    edda, section, other = UserFactory(editor=True), SectionFactory(), EditionFactory(live=True)

    for path in (section.path, EditionFactory(live=True).path):
        with pytest.raises(Refused):
            misses.send(MissFactory(path=path), other.article, by=edda)


# --- The desk -----------------------------------------------------------------------------------


def page(miss):
    return reverse("admin:articles_miss_send", args=[miss.pk])


def test_editor_sends_an_address_on_the_desk(client):
    client.force_login(UserFactory(editor=True))
    edition, miss = EditionFactory(live=True), MissFactory()

    listed = client.get(reverse("admin:articles_miss_changelist")).content.decode()
    asked = client.get(page(miss))
    client.post(page(miss), {"edition": edition.pk})

    assert page(miss) in listed
    assert asked.status_code == 200
    miss.refresh_from_db()
    assert miss.sent_to == edition.article


@pytest.mark.parametrize("chosen", ["", "x", "987654"])
def test_no_story_chosen_comes_back(client, chosen):
    client.force_login(UserFactory(editor=True))
    miss = MissFactory()

    assert client.post(page(miss), {"edition": chosen}).status_code == 200
    miss.refresh_from_db()
    assert miss.sent_to is None


@pytest.mark.parametrize("role", ["writer", "moderator"])
def test_others_do_not_see_the_page(client, role):
    client.force_login(UserFactory(**{role: True}))
    miss = MissFactory()

    assert client.get(page(miss)).status_code == 403
    assert client.post(page(miss), {"edition": "1"}).status_code == 403
