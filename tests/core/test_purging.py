"""A CDN is told what changed, once it can be told, and by nobody but us."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core import purging
from core.errors import OutsideFailure
from core.models import Purge
from core.pages import current, tags
from core.pages.board import EVERYTHING, slot
from core.pages.tags import ANY
from newsroom import invalidation
from tests.factories.articles import EditionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cdn(settings, outside, monkeypatch):
    """A CDN that takes everything."""
    settings.CDN_PURGE_URL = "https://purge.example.org/newsroom"
    settings.CDN_PURGE_TOKEN = "token-of-the-tests"
    monkeypatch.setattr(tags, "_listeners", [])
    invalidation.connect()
    outside.answers("purge.example.org", json={"status": "ok"})
    return outside


def told(cdn):
    return [json.loads(asked.data) for asked in cdn.asked]


def test_change_is_told_with_its_tags(cdn, django_capture_on_commit_callbacks):
    edition = EditionFactory(live=True)
    Purge.objects.all().delete()

    with django_capture_on_commit_callbacks(execute=True):
        edition.headline = "Changed"
        edition.save()

    (words,) = told(cdn)
    assert {ANY, f"article:{edition.article_id}", "stories"} <= set(words["tags"])
    assert not Purge.objects.exists()


def test_word_is_signed_and_carries_the_token(cdn, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tags.forget("word")

    (asked,) = cdn.asked
    assert (asked.method, asked.headers["authorization"]) == ("POST", "Bearer token-of-the-tests")
    expected = purging.signature(asked.data, "token-of-the-tests")
    assert asked.headers["x-newsroom-signature"] == expected


def test_many_changes_go_together_in_bounded_batches(cdn):
    for number in range(250):
        Purge.objects.create(names=[f"article:{number}", "any"], at=timezone.now())

    assert purging.send_waiting() == 251

    assert [len(words["tags"]) for words in told(cdn)] == [100, 100, 51]
    assert not Purge.objects.exists()


@pytest.mark.parametrize("status", [403, 500, 503])
def test_cdn_that_refuses_is_told_again_later(cdn, status, django_capture_on_commit_callbacks):
    cdn.answers("purge.example.org", status=status)
    with django_capture_on_commit_callbacks(execute=True):
        tags.forget("word")
    assert Purge.objects.count() == 1
    with pytest.raises(OutsideFailure, match=f"answered with {status}"):
        purging.send_again(timezone.now())

    cdn.answers("purge.example.org", json={})
    purging.send_again(timezone.now())

    assert "word" in told(cdn)[-1]["tags"]
    assert not Purge.objects.exists()


def test_cdn_that_hangs_stops_no_save(cdn, django_capture_on_commit_callbacks):
    cdn.hangs("purge.example.org")

    with django_capture_on_commit_callbacks(execute=True):
        tags.forget("word")

    assert Purge.objects.count() == 1


def test_what_the_cdn_has_forgotten_by_itself_is_not_sent(cdn, settings):
    old = timezone.now() - timedelta(seconds=settings.CDN_SECONDS + 1)
    Purge.objects.create(names=["old"], at=old)

    purging.send_again(timezone.now())

    assert told(cdn) == []


def test_command_forgets_an_address_here_and_there(
    cdn, settings, tmp_path, django_capture_on_commit_callbacks, capsys
):
    settings.PAGE_STORE_DIR = str(tmp_path)
    board = current.store().board
    since = board.generation

    with django_capture_on_commit_callbacks(execute=True):
        call_command("purge", url=["https://news.example.org/health/%C3%A9/"])

    assert not board.holds([slot(tags.address("/health/Ã©/"))], since)
    assert board.holds([slot(EVERYTHING)], since)
    assert told(cdn)[0]["addresses"] == ["https://news.example.org/health/%C3%A9/"]


def test_command_forgets_everything(cdn, django_capture_on_commit_callbacks, capsys):
    with django_capture_on_commit_callbacks(execute=True):
        call_command("purge", everything=True)

    assert "everything" in told(cdn)[0]["tags"]


@pytest.mark.parametrize("given", [{}, {"url": ["https://other.example.net/"]}, {"url": ["x"]}])
def test_command_says_what_it_needs(given):
    with pytest.raises(CommandError):
        call_command("purge", **given)
