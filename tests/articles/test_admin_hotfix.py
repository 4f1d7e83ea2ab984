"""The way of a hotfix through the desk, from the live story to the last decision."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles import editions
from articles.models import Edition
from tests.articles.desk import form_address, messages, opened
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db


def page(name, edition):
    return reverse(f"admin:articles_edition_{name}", args=[edition.pk])


@pytest.fixture
def edda():
    return UserFactory(editor=True)


@pytest.fixture
def paul():
    return UserFactory(publisher=True)


@pytest.fixture
def waiting(edda):
    """A draft with a headline of its own, beside what readers see."""
    live = EditionFactory(live=True, headline="Old")
    draft = editions.open_next(live, by=edda)
    return editions.write(draft, version=1, by=edda, fields={"headline": "Mine"})


def test_hotfix_beside_a_draft_goes_the_whole_way(client, edda, paul, waiting):
    live = Edition.objects.get(number=1)
    client.force_login(edda)
    assert page("hotfix", live) in client.get(form_address(live)).content.decode()

    client.post(page("hotfix", live))
    hotfix = Edition.objects.get(number=3)
    assert "Hotfix 3" in client.get(form_address(hotfix)).content.decode()
    data = opened(client, hotfix, headline="Theirs", reviewer=paul.pk)
    client.post(form_address(hotfix), data | {"_submit": "1"})
    client.force_login(paul)
    client.post(form_address(hotfix), opened(client, hotfix) | {"_approve": "1"})
    response = client.post(form_address(hotfix), opened(client, hotfix) | {"_publish": "1"})

    assert messages(client, response) == [
        "Published. Readers see edition 3 now. Edition 2 waits for a decision about it."
    ]
    client.force_login(edda)
    assert page("carried", waiting) in client.get(form_address(waiting)).content.decode()
    question = waiting.carries.get().questions.get()
    client.post(page("carried", waiting), {f"choose-{question.pk}": "take"})
    waiting.refresh_from_db()
    assert waiting.headline == "Theirs"


def test_decision_that_is_not_made_changes_nothing_and_says_so(client, edda, paul, waiting):
    hotfix = editions.open_hotfix(Edition.objects.get(number=1), by=edda)
    client.force_login(edda)

    response = client.post(page("carried", waiting), {"choose-1": "anything"})

    assert messages(client, response) == ["Nothing was chosen, so nothing changed."]
    assert not hotfix.carried_into.exists()


def test_second_hotfix_is_refused_with_a_link_to_the_first(client, edda, waiting):
    live = Edition.objects.get(number=1)
    hotfix = editions.open_hotfix(live, by=edda)
    client.force_login(edda)

    response = client.post(page("hotfix", live))

    assert response.status_code == 422
    assert form_address(hotfix) in response.content.decode()
