"""Addresses are unique over time and lead to the edition readers see."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import addresses, editions, publishing, workflow
from articles.models import Address
from core.errors import Refused
from taxonomy.models import Section
from taxonomy.tree import save_section
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory
from tests.factories.taxonomy import SectionFactory

pytestmark = pytest.mark.django_db


def moved(edition, **fields):
    """The next edition of a live story, published under another address."""
    edda, paul = UserFactory(editor=True), UserFactory(publisher=True)
    following = editions.open_next(edition, by=edda)
    editions.write(following, version=1, by=edda, fields=fields)
    workflow.transition(following, "submit", by=edda, reviewer=paul)
    workflow.transition(following, "approve", by=paul)
    return publishing.publish(following, by=paul)


def test_find_gives_story_and_live_edition():
    edition = EditionFactory(live=True)

    assert addresses.find(edition.path, at=timezone.now()) == (edition.article, edition)


def test_find_of_a_draft_gives_no_edition():
    edition = EditionFactory()

    assert addresses.find(edition.path, at=timezone.now()) == (edition.article, None)


def test_find_of_nothing():
    assert addresses.find("health/nothing", at=timezone.now()) is None


def test_old_address_leads_to_the_story_for_ever():
    edition = EditionFactory(live=True)
    old = edition.path

    following = moved(edition, slug="a-new-word")

    assert addresses.find(old, at=timezone.now()) == (edition.article, following)
    assert following.path.endswith("/a-new-word")


def test_old_address_of_a_published_story_is_never_given_away():
    edition = EditionFactory(live=True)
    moved(edition, slug="a-new-word")

    with pytest.raises(Refused, match="Another story"):
        addresses.check_free(edition.path, article=None)


def test_address_of_a_section_is_refused():
    section = SectionFactory(slug="eye", parent=SectionFactory(slug="health"))

    with pytest.raises(Refused, match="is a section"):
        addresses.check_free(section.path, article=None)


def test_section_does_not_take_the_address_of_a_story():
    edition = EditionFactory(live=True)
    section = Section(name="Clot drug", slug=edition.slug, parent=edition.section)

    with pytest.raises(Refused, match="A story has the address"):
        save_section(section, by=UserFactory(publisher=True))


def test_section_is_not_moved_onto_the_address_of_a_story():
    edition = EditionFactory(live=True)
    moved_section = SectionFactory(slug="elsewhere")
    SectionFactory(slug=edition.slug, parent=moved_section)
    Address.objects.create(path=f"taken/{edition.slug}", article=edition.article)
    moved_section.slug = "taken"

    with pytest.raises(Refused, match="A story has the address"):
        save_section(moved_section, by=UserFactory(publisher=True))


def test_new_address_waits_for_its_edition():
    edition = EditionFactory(live=True)
    draft = editions.open_next(edition, by=UserFactory(editor=True))
    editions.write(draft, version=1, by=UserFactory(role="editor"), fields={"slug": "later"})

    _article, shown = addresses.find(draft.path, at=timezone.now() + timedelta(days=1))

    assert shown == edition
