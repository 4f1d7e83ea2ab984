"""Many at once, on a real database: one form makes one comment, one decision wins."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments import moderation, tokens
from comments.models import Comment, Decision
from comments.moderation import DecidedFirst
from core.models import User
from tests.factories.articles import EditionFactory
from tests.factories.comments import CommentFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
SENDS = 8


@pytest.fixture
def shared(tmp_path, monkeypatch):
    """Call it once the rows are there: from then on threads with connections of their own see them.

    SQLite keeps the test database in memory, where a second connection would lock the first
    out; there the threads work on a copy in a file.
    """

    def share():
        if connection.vendor != "sqlite":
            return
        copy = tmp_path / "copy.sqlite3"
        with sqlite3.connect(copy) as file:
            connection.connection.backup(file)
        file.close()
        monkeypatch.setitem(connections.settings["default"], "NAME", str(copy))

    return share


def at_once(number, act):
    """Run ``act(0)`` to ``act(number - 1)`` at the same moment; their answers in order."""
    barrier = Barrier(number)

    def run(index):
        barrier.wait(timeout=10)
        try:
            return act(index)
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


def seen(ask):
    """What a fresh connection sees."""
    return at_once(1, lambda _index: ask())[0]


def test_eight_sends_of_one_form_make_one_comment(shared):
    edition = EditionFactory(live=True)
    token = tokens.issue(edition.article_id, at=timezone.now() - timedelta(minutes=1))
    form = {"name": "Maren Holt", "text": "We did, for 31 people.", "token": token}
    address = reverse("comments:submit", args=[edition.article_id])
    shared()

    answers = at_once(SENDS, lambda _index: Client().post(address, form))

    assert [answer.status_code for answer in answers] == [303] * SENDS
    assert seen(Comment.objects.count) == 1


def test_of_two_opposite_decisions_one_is_told(shared):
    comment = CommentFactory()
    UserFactory(moderator=True)
    UserFactory(administrator=True)
    shared()

    def act(index):
        by = User.objects.get(username=["mo", "ada"][index])
        step = [moderation.approve, moderation.mark_spam][index]
        try:
            step(Comment.objects.get(pk=comment.pk), by=by, version=1)
        except DecidedFirst as first:
            return first.decision.by_name
        return ""

    told = at_once(2, act)

    assert sorted(map(bool, told)) == [False, True]
    assert seen(Decision.objects.count) == 1
    winner = seen(lambda: Decision.objects.get().by_name)
    assert winner in told


def test_counters_hold_when_a_thread_is_decided_at_once(shared):
    top = CommentFactory(approved=True)
    replies = CommentFactory.create_batch(SENDS, parent=top)
    mo = UserFactory(moderator=True)
    shared()

    at_once(SENDS, lambda index: moderation.approve(replies[index], by=mo, version=1))

    row = seen(lambda: Comment.objects.select_related("article").get(pk=top.pk))
    assert (row.visible_replies, row.article.comment_count) == (SENDS, SENDS + 1)
