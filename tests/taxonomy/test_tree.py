"""The tree of sections: one query, no loop, no false address."""

import pytest

from core.errors import Refused
from core.models import AuditEntry
from taxonomy.models import Section
from taxonomy.tree import RESERVED, SectionTree, delete_section, save_section, why_kept
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory
from tests.factories.taxonomy import SectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def health():
    return SectionFactory(name="Health", slug="health", position=1)


@pytest.fixture
def eye(health):
    return SectionFactory(name="Eye", slug="eye", parent=health)


@pytest.fixture
def retina(eye):
    return SectionFactory(name="Retina", slug="retina", parent=eye)


def test_tree_costs_one_query(retina, django_assert_num_queries):
    with django_assert_num_queries(1):
        tree = SectionTree.load()
        found = (tree.by_path("health/eye/retina"), tree.ancestors(retina), list(tree.roots))

    assert found == (retina, [retina.parent.parent, retina.parent], [retina.parent.parent])


def test_tree_goes_depth_first_in_menu_order(health, eye, retina):
    heart = SectionFactory(slug="heart", parent=health, position=1)
    brain = SectionFactory(slug="brain", position=0)

    walked = list(SectionTree.load().depth_first())

    assert walked == [(0, brain), (0, health), (1, eye), (2, retina), (1, heart)]


def test_descendants_include_the_section_itself(health, eye, retina):
    SectionFactory()

    assert SectionTree.load().descendant_ids(health) == [health.pk, eye.pk, retina.pk]


def test_root_of_a_section_is_at_the_top(health, retina):
    tree = SectionTree.load()

    assert (tree.root_of(retina), tree.root_of(health)) == (health, health)


def test_menu_drops_a_section_that_is_switched_off(health):
    SectionFactory(slug="archive", is_active=False)

    assert SectionTree.load().menu == [health]


def test_saved_section_has_the_address_of_its_place(eye):
    section = Section(name="Cornea", slug="cornea", parent=eye)

    save_section(section, by=None)

    assert Section.objects.get(slug="cornea").path == "health/eye/cornea"


def test_moved_section_takes_everything_below_it_along(health, eye, retina):
    brain = SectionFactory(slug="brain")
    eye.parent = brain

    save_section(eye, by=None)

    retina.refresh_from_db()
    assert (eye.path, retina.path) == ("brain/eye", "brain/eye/retina")


def test_save_is_in_the_log(health):
    edda = UserFactory(editor=True)

    save_section(health, by=edda)

    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.act, entry.object_label) == (edda, "section.save", "Health")


@pytest.mark.parametrize("below", ["health", "eye", "retina"])
def test_section_below_itself_is_refused(health, eye, retina, below):
    health.parent = {"health": health, "eye": eye, "retina": retina}[below]

    with pytest.raises(Refused) as refused:
        save_section(health, by=None)

    assert refused.value.field == "parent"


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_address_of_another_page_is_refused_at_the_top(word):
    with pytest.raises(Refused) as refused:
        save_section(Section(name="Word", slug=word), by=None)

    assert refused.value.field == "slug"


def test_address_of_another_page_is_free_below_the_top(health):
    section = save_section(Section(name="People", slug="people", parent=health), by=None)

    assert section.path == "health/people"


def test_address_of_another_section_is_refused(health, eye):
    with pytest.raises(Refused) as refused:
        save_section(Section(name="Eyes", slug="eye", parent=health), by=None)

    assert refused.value.field == "slug"


def test_empty_section_is_deleted_and_logged(eye):
    delete_section(eye, by=UserFactory(publisher=True))

    assert not Section.objects.filter(slug="eye").exists()
    assert AuditEntry.objects.get().act == "section.delete"


def test_section_with_sections_below_is_kept(health, eye):
    with pytest.raises(Refused):
        delete_section(health, by=UserFactory(publisher=True))

    assert Section.objects.count() == 2


def test_section_with_stories_is_kept(eye):
    EditionFactory(section=eye)

    assert why_kept(eye) == ["Stories stand in it. Give them another section first."]


def test_empty_section_has_no_reason_to_be_kept(eye):
    assert why_kept(eye) == []
