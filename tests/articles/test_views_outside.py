"""The page for somebody outside: the story as it will be read, for one person alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import outside
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return EditionFactory(body_source="<p>A canary sings.</p>")


@pytest.fixture
def address(draft):
    until = timezone.now() + timedelta(days=1)
    edda = UserFactory(editor=True)
    _link, token = outside.ask(draft, by=edda, name="Dr Lind", part="author", until=until)
    return reverse("articles:outside", args=[token])


def test_page_shows_the_draft_and_is_kept_by_nobody(client, address):
    response = client.get(address)

    text = response.content.decode()
    assert "A canary sings." in text
    assert "Dr Lind, this story is not published yet" in text
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Referrer-Policy"] == "same-origin"


def test_opening_is_logged_and_changes_nothing_else(client, address, draft):
    client.get(address)

    assert [event.kind for event in draft.outside_links.get().events.all()] == ["opened"]


def test_agreement_comes_back_to_the_page(client, address, draft):
    response = client.post(address, {"answer": "agree", "version": "1"})

    assert (response.status_code, response.url) == (302, address)
    assert "You agreed" in client.get(address).content.decode()


def test_wish_without_words_keeps_the_page(client, address):
    response = client.post(address, {"answer": "ask", "version": "1"})

    assert response.status_code == 422
    assert "Say what should change." in response.content.decode()


@pytest.mark.parametrize("version", ["9", "", "x", "1" * 30, "\0"])
def test_answer_to_another_text_is_refused_and_keeps_the_note(client, address, version):
    data = {"answer": "agree", "version": version, "note": "Kept words"}

    response = client.post(address, data)

    assert response.status_code == 422
    assert "Kept words" in response.content.decode()


@pytest.mark.parametrize("token", ["x", "x.y", "%00", "a" * 500])
def test_link_that_is_none_looks_like_one_that_has_ended(client, draft, token):
    response = client.get(f"/agree/{token}/")

    assert response.status_code == 404
    assert "This link has ended" in response.content.decode()


def test_link_only_to_read_asks_nothing_and_takes_no_answer(client, draft):
    until = timezone.now() + timedelta(days=1)
    edda = UserFactory(editor=True)
    _link, token = outside.ask(draft, by=edda, name="Ana", part="", until=until, only_reads=True)
    reading = reverse("articles:outside", args=[token])

    shown = client.get(reading).content.decode()
    refused = client.post(reading, {"answer": "agree", "version": "1"})

    assert "A canary sings." in shown
    assert "I agree to this text" not in shown
    assert refused.status_code == 422
    assert [event.kind for event in draft.outside_links.get().events.all()] == ["opened"]


def test_link_opens_no_other_story(client, address):
    other = EditionFactory(headline="Quince")

    assert "Quince" not in client.get(address).content.decode()
    assert client.get(f"/{other.path}/").status_code == 404
