"""The page where a person says how they want to be told."""

import pytest
from django.urls import reverse

from articles import messages
from articles.models.messages import MessageKind, Timing
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("desk_messages")


@pytest.fixture
def wren(client):
    user = UserFactory(writer=True)
    client.force_login(user)
    return user


def test_choice_is_kept(client, wren):
    client.post(PAGE, dict.fromkeys(MessageKind.values, "never"))

    assert set(messages.choices_of(wren).values()) == {Timing.NEVER}


@pytest.mark.parametrize("post", [{}, dict.fromkeys(MessageKind.values, "hourly")])
def test_wrong_choice_comes_back(client, wren, post):
    assert client.post(PAGE, post).status_code == 422


def test_looking_changes_nothing(client, wren):
    assert client.get(PAGE).status_code == 200
    assert not wren.message_choices.exists()


def test_moderator_has_no_messages_of_stories(client):
    client.force_login(UserFactory(moderator=True))

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE).status_code == 403
