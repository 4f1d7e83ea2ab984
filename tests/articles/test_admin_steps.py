"""Checks and links for outside, as the desk works with them."""

import pytest
from django.urls import reverse
from lxml import html

from articles.models import ReviewStep
from tests.articles.desk import form_address, messages
from tests.factories.articles import EditionFactory, ReviewStepFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db


def page(name, edition):
    return reverse(f"admin:articles_edition_{name}", args=[edition.pk])


@pytest.fixture
def draft():
    return EditionFactory(created_by=UserFactory(writer=True))


@pytest.fixture
def edda(client):
    user = UserFactory(editor=True)
    client.force_login(user)
    return user


def test_check_is_signed_and_the_form_says_so(client, draft, edda):
    step = ReviewStepFactory(section=draft.section)
    assert "not signed." in client.get(form_address(draft)).content.decode()

    response = client.post(page("steps", draft), {"step": step.pk, "version": 1, "note": "Fine."})

    assert messages(client, response) == ["“Fact check” is signed for the text as it stands."]
    assert "signed by Edda" in client.get(form_address(draft)).content.decode()


def test_signature_on_a_text_that_changed_is_refused_and_keeps_the_note(client, draft, edda):
    step = ReviewStepFactory(section=draft.section)

    response = client.post(page("steps", draft), {"step": step.pk, "version": 7, "note": "Kept."})

    assert response.status_code == 422
    assert "Kept." in response.content.decode()


def test_publisher_asks_for_a_check_and_nobody_deletes_it(client, draft):
    client.force_login(UserFactory(publisher=True))
    address = reverse("admin:articles_reviewstep_add")
    data = {"name": "Medical review", "section": draft.section_id, "position": 1, "is_active": "on"}

    client.post(address, data)

    step = ReviewStep.objects.get()
    delete = reverse("admin:articles_reviewstep_delete", args=[step.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403


def test_link_for_outside_is_shown_once_and_ended(client, draft, edda):
    data = {"name": "Dr Lind", "part": "author", "until": "2999-01-01T10:00"}
    refused = client.post(page("outside", draft), data)
    assert "at most 30 days" in refused.content.decode()
    given = html.fromstring(client.get(page("outside", draft)).content.decode())
    until = given.get_element_by_id("id_until").value

    made = client.post(page("outside", draft), data | {"until": until})

    address = html.fromstring(made.content.decode()).get_element_by_id("made-link").value
    assert client.get(address).status_code == 200
    assert address not in client.get(page("outside", draft)).content.decode()
    client.post(page("outside", draft), {"revoke": draft.outside_links.get().pk})
    assert client.get(address).status_code == 404


def test_question_left_open_comes_back_with_the_other_answers(client, draft, edda):
    step = ReviewStepFactory(section=draft.section, checklist="health")

    data = {"step": step.pk, "version": 1, "answer-harms": "no"}
    response = client.post(page("steps", draft), data)

    given = html.fromstring(response.content.decode()).xpath("//input[@checked]/@name")
    assert (response.status_code, given) == (422, ["answer-harms"])
    assert "Not answered yet: Does the story say what it costs?" in response.content.decode()
