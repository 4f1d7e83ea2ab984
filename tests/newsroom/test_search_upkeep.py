"""A change of any row is found by readers' searches, whichever door wrote it."""

import pytest
from django.utils import timezone

from articles.models import Byline, Citation, SearchDocument
from articles.search import finding
from articles.search.query import Query, phrases_of
from tests.factories.articles import EditionFactory, PersonFactory
from tests.factories.literature import JournalFactory, WorkFactory
from tests.factories.taxonomy import TagFactory

pytestmark = pytest.mark.django_db(transaction=True)


def found(typed):
    hits = finding.stories(Query(phrases_of(typed)), at=timezone.now()).hits
    return [hit.edition_id for hit in hits]


@pytest.fixture
def story():
    return EditionFactory(live=True)


def test_new_and_changed_stories_are_found(story):
    assert found("sight") == [story.pk]

    story.headline = "Finch song"
    story.save()

    assert found("finch") == [story.pk]


def test_names_that_change_are_found_on_their_stories(story):
    person, tag = PersonFactory(), TagFactory()
    work = WorkFactory(journal=JournalFactory())
    Byline.objects.create(edition=story, person=person)
    Citation.objects.create(edition=story, work=work)
    story.edition_tags.create(tag=tag)

    person.name = "Zoe Angstrom"
    person.save()
    work.journal.title = "Improbable Kidneys"
    work.journal.save()
    tag.name = "Marmalade"
    tag.save()

    assert found("angstrom") == found("improbable") == found("marmalade") == [story.pk]


def test_what_is_gone_is_gone(story):
    byline = Byline.objects.create(edition=story, person=PersonFactory(name="Zoe Angstrom"))
    assert found("angstrom") == [story.pk]

    byline.delete()

    assert found("angstrom") == []


def test_draft_has_no_document():
    EditionFactory()

    assert not SearchDocument.objects.exists()
