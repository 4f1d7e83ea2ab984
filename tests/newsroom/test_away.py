"""The database is away: readers are told in words, and get back what they typed."""

import pytest
from django.db import InterfaceError, OperationalError, connection

from newsroom import away
from tests.factories.articles import EditionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    client.raise_request_exception = False
    return client


def no_answer(*_statement):
    raise OperationalError("server closed the connection unexpectedly")


def test_comment_comes_back_with_its_words_and_can_be_sent_again(reader):
    edition = EditionFactory(live=True)
    path = f"/comments/{edition.article_id}/"
    sent = {"name": "Nina", "text": "Only <b>two</b> arms?", "token": "x"}

    with connection.execute_wrapper(no_answer):
        response = reader.post(path, sent)

    page = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert response["Cache-Control"] == "no-store"
    assert 'name="text" rows="8">Only &lt;b&gt;two&lt;/b&gt; arms?</textarea>' in page
    assert '<input type="hidden" name="name" value="Nina">' in page
    assert f'action="{path}"' in page


def test_page_that_nobody_kept_says_to_come_back(reader):
    with connection.execute_wrapper(no_answer):
        response = reader.get("/")

    assert response.status_code == 503
    assert b'<form class="comment-form' not in response.content


def test_password_is_not_written_into_the_page(reader):
    with connection.execute_wrapper(no_answer):
        response = reader.post("/admin/login/", {"username": "wren", "password": "secret-word"})

    assert response.status_code == 503
    assert b"secret-word" not in response.content


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (OperationalError("database is locked"), True),
        (InterfaceError("connection already closed"), True),
        (OperationalError("no such table: articles_edition"), False),
        (ValueError("no"), False),
        (None, False),
    ],
)
def test_only_a_missing_database_counts_as_away(error, found):
    assert away.is_away(error) is found
