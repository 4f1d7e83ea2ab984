"""What was wrong is said for ever; a typo is no news."""

import pytest
from django.db import IntegrityError, transaction

from articles.corrections import add_correction
from articles.models import Correction
from core.errors import Refused
from core.models import AuditEntry
from tests.factories.articles import CorrectionFactory, EditionFactory
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db
PLACES = ["/{path}/", "/corrections/", "/corrections/feed.atom", "/corrections/feed.json"]


@pytest.fixture
def story():
    return EditionFactory(live=True)


@pytest.fixture
def edda():
    return UserFactory(editor=True)


@pytest.mark.parametrize("kind", ["clarification", "correction", "update", "editors_note"])
def test_public_kinds_stand_in_every_place(client, story, edda, kind):
    add_correction(story.article, by=edda, kind=kind, text="It is kumquat.", was="It said quince.")

    for place in PLACES:
        assert "It is kumquat." in client.get(place.format(path=story.path)).content.decode()


def test_typo_stands_in_no_place_and_in_the_log(client, story, edda):
    add_correction(story.article, by=edda, kind="typo", text="", was="Kumqat")

    for place in PLACES:
        assert "Kumqat" not in client.get(place.format(path=story.path)).content.decode()
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.reason) == ("article.mend_typo", "Kumqat")


def test_correction_leaves_the_first_publication_as_it_is(story, edda):
    before = story.article.first_published_at

    add_correction(story.article, by=edda, text="It is kumquat.")

    story.article.refresh_from_db()
    assert story.article.first_published_at == before


@pytest.mark.parametrize(("kind", "was"), [("correction", "Quince"), ("typo", " ")])
def test_without_words_refused(story, edda, kind, was):
    with pytest.raises(Refused):
        add_correction(story.article, by=edda, kind=kind, text=" ", was=was)


@pytest.mark.parametrize(
    "act",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: Correction.objects.all().delete(),
        lambda row: Correction.objects.filter(pk=row.pk).update(text="Never mind."),
    ],
)
def test_no_way_to_change_or_delete_one(story, act):
    row = CorrectionFactory(article=story.article)

    with pytest.raises(Refused, match="never"):
        act(row)
    assert Correction.objects.get().text == row.text


def test_database_keeps_no_empty_note(story):
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectionFactory(article=story.article, text="")
