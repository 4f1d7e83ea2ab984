"""A process takes only so many comments at once, and gives the others back."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comments.models import Comment
from comments.views import in_hand
from tests.factories.articles import EditionFactory

pytestmark = pytest.mark.django_db
SENT = {"name": "Nina", "email": "", "text": "Only <b>two</b> arms?", "token": "t", "parent": "7"}


@pytest.fixture
def path():
    return reverse("comments:submit", args=[EditionFactory(live=True).article_id])


@pytest.fixture
def _all_taken():
    for _place in range(settings.COMMENT_AT_ONCE):
        in_hand.places.acquire()
    yield
    for _place in range(settings.COMMENT_AT_ONCE):
        in_hand.places.release()


@pytest.mark.usefixtures("_all_taken")
def test_comment_in_excess_comes_back_whole_without_a_query(client, path):
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(path, SENT)

    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (429, "5")
    assert "no-store" in answer["Cache-Control"]
    assert 'name="text" rows="8">Only &lt;b&gt;two&lt;/b&gt; arms?</textarea>' in page
    hidden = SENT.keys() - {"text"}
    assert all(f'name="{name}" value="{SENT[name]}"' in page for name in hidden)
    assert f'action="{path}"' in page
    assert len(captured) == 0


@pytest.mark.usefixtures("_all_taken")
def test_what_cannot_be_read_is_answered_in_words(client, path):
    answer = client.post(path, b"x", "multipart/form-data; boundary=")

    assert answer.status_code == 429
    assert "Your browser still has it" in answer.content.decode()


@pytest.mark.usefixtures("_all_taken")
def test_page_of_comments_needs_no_place(client, path):
    assert client.get(path).status_code == 200


def test_comment_that_waited_too_long_for_its_turn_comes_back(client, path, monkeypatch):
    monkeypatch.setattr(in_hand, "PATIENCE", 0.01)

    with in_hand.turn:
        answer = client.post(path, SENT)

    assert answer.status_code == 429
    assert b"arms?" in answer.content


def test_place_is_free_again_after_each_comment(client, path):
    for number in range(settings.COMMENT_AT_ONCE + 1):
        client.post(path, SENT | {"text": f"Number {number}.", "parent": ""})

    again = client.post(path, SENT | {"text": "", "parent": ""})
    assert again.status_code == 422
    assert Comment.objects.count() == 1  # the others wait for their ten seconds
