"""The page of notes: escaped, kept from strangers, changed only by POST, nothing typed lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import notes
from articles.models import Note, Reminder
from tests.factories.articles import EditionFactory, EmbargoFactory
from tests.factories.core import UserFactory
from tests.querycount import assert_same_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def wren(client):
    user = UserFactory(username="wren", writer=True)
    client.force_login(user)
    return user


@pytest.fixture
def edition():
    return EditionFactory(live=True)


def page(edition):
    return reverse("admin:articles_edition_notes", args=[edition.pk])


def test_note_is_kept_and_shown_escaped(client, wren, edition):
    client.post(page(edition), {"act": "note", "text": "<b>@wren</b> & co"})

    html = client.get(page(edition)).content.decode()

    assert "&lt;b&gt;@wren&lt;/b&gt; &amp; co" in html


def test_refused_note_keeps_what_was_typed(client, wren, edition):
    UserFactory(username="mo", moderator=True)

    answer = client.post(page(edition), {"act": "note", "text": "Look here, @mo"})

    assert answer.status_code == 422
    assert "Look here, @mo" in answer.content.decode()


def test_call_is_read_by_post_and_not_by_looking(client, wren, edition):
    notes.add_note(edition.article, by=UserFactory(editor=True), text="@wren look")

    client.get(page(edition))
    assert wren.mentions.filter(read_at=None).exists()

    client.post(page(edition), {"act": "read"})
    assert not wren.mentions.filter(read_at=None).exists()


def test_story_is_assigned_and_reminded_of(client, wren, edition):
    day = timezone.localdate() + timedelta(days=3)

    client.post(page(edition), {"act": "assign", "to": wren.pk})
    client.post(page(edition), {"act": "remind", "day": day.isoformat(), "reason": "Trial ends"})
    client.post(page(edition), {"act": "done", "reminder": Reminder.objects.get().pk})

    edition.article.refresh_from_db()
    assert edition.article.assigned_to == wren
    assert Reminder.objects.get().done_by == wren


@pytest.mark.parametrize(
    "post",
    [
        {"act": "note", "text": ""},
        {"act": "note", "text": "x", "replaces": "y"},
        {"act": "assign", "to": "999999"},
        {"act": "remind", "day": "soon", "reason": ""},
        {"act": "done", "reminder": "x"},
    ],
)
def test_wrong_input_comes_back(client, wren, edition, post):
    assert client.post(page(edition), post).status_code == 422


def test_unknown_act_does_nothing(client, wren, edition):
    assert client.post(page(edition), {"act": "burn"}).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_stranger_to_an_embargoed_story_is_kept_out(client, wren, edition, method):
    EmbargoFactory(articles=[edition.article])

    answer = getattr(client, method)(page(edition), {"act": "note", "text": "Hm"})

    assert answer.status_code == 403
    assert not Note.objects.exists()


@pytest.mark.parametrize("role", ["moderator", "stranger"])
def test_others_are_kept_out(client, edition, role):
    client.force_login(UserFactory(**({role: True} if role == "moderator" else {"is_staff": True})))

    assert client.get(page(edition)).status_code == 403


def test_note_is_in_no_page_of_readers(client, wren, edition):
    notes.add_note(edition.article, by=wren, text="CANARY")
    client.logout()

    assert b"CANARY" not in client.get(edition.get_absolute_url()).content


def test_page_costs_the_same_for_one_note_and_three(client, wren, edition):
    notes.add_note(edition.article, by=wren, text="First")

    assert_same_queries(
        lambda: client.get(page(edition)),
        lambda: notes.add_note(edition.article, by=wren, text="Next"),
    )
