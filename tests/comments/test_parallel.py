"""Many at once, on a real database: one form makes one comment, one decision wins."""

from datetime import timedelta
from functools import partial

import pytest
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
from tests.parallel import at_once, seen, share

pytestmark = pytest.mark.django_db(transaction=True)
SENDS = 8


@pytest.fixture
def shared(tmp_path, monkeypatch):
    """Call it once the rows are there: from then on threads see them."""
    return partial(share, tmp_path, monkeypatch)


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
