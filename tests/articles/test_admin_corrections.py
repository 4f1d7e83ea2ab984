"""Corrections on the desk: added, listed, never changed."""

import pytest
from django.urls import reverse

from articles.models import Correction
from core.models import AuditEntry
from tests.factories.articles import CorrectionFactory, EditionFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
ADD = reverse("admin:articles_correction_add")
LIST = reverse("admin:articles_correction_changelist")
TEXT = "The trial was of 78 people, not 87."


@pytest.fixture
def edda(client):
    """The browser of Edda, who edits."""
    client.force_login(UserFactory(editor=True))
    return client


def sent(edition, **changes):
    return {"edition": edition.pk, "kind": "correction", "text": TEXT, "was": "87"} | changes


def errors_of(response):
    return response.context["adminform"].form.errors.get_json_data(escape_html=False)


def test_correction_is_added_to_the_story_of_the_edition(edda):
    edition = EditionFactory(live=True)

    edda.post(ADD, sent(edition))

    correction = Correction.objects.get()
    assert (correction.article, correction.edition) == (edition.article, edition)
    assert (correction.text, correction.was) == (TEXT, "87")
    assert correction.made_by.username == "edda"
    assert AuditEntry.objects.get().act == "article.correct"


def test_correction_of_a_story_with_a_draft_names_no_edition(edda):
    live = EditionFactory(live=True)
    draft = EditionFactory(article=live.article)

    edda.post(ADD, sent(draft))

    assert Correction.objects.get().edition is None


def test_story_that_was_never_published_is_refused(edda):
    response = edda.post(ADD, sent(EditionFactory()))

    assert list(errors_of(response)) == ["edition"]
    assert Correction.objects.count() == 0


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_correction_without_words_comes_back_with_the_rest(edda, text):
    edition = EditionFactory(live=True)

    response = edda.post(ADD, sent(edition, text=text))

    assert list(errors_of(response)) == ["text"]
    assert response.context["adminform"].form["was"].value() == "87"


@pytest.mark.parametrize("edition", ["word", "987654", ""])
def test_story_that_does_not_exist_is_refused_in_words(edda, edition):
    response = edda.post(ADD, {"edition": edition, "kind": "correction", "text": TEXT})

    assert response.status_code == 200
    assert list(errors_of(response)) == ["edition"]


@pytest.mark.parametrize("act", ["change", "delete"])
def test_correction_is_never_changed_or_deleted(client, act):
    client.force_login(UserFactory(administrator=True))
    correction = CorrectionFactory(text=TEXT)

    address = reverse(f"admin:articles_correction_{act}", args=[correction.pk])
    response = client.post(address, {"text": "All was right.", "post": "yes"})

    assert response.status_code == 403
    assert Correction.objects.get().text == TEXT


def test_list_names_story_kind_and_text(edda):
    edition = EditionFactory(live=True, headline="Sight after a stroke")
    CorrectionFactory(article=edition.article, text=TEXT)

    html = edda.get(LIST).content.decode()

    assert ("Sight after a stroke" in html, TEXT in html) == (True, True)


@pytest.mark.parametrize("role", ["writer", "moderator"])
def test_correction_is_added_by_editors(client, role):
    client.force_login(UserFactory(**{role: True}))

    assert client.post(ADD, sent(EditionFactory(live=True))).status_code == 403
