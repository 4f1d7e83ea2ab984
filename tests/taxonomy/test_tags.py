"""Tags: found by any name, renamed and merged without losing an address."""

import pytest

from core.errors import Refused
from core.models import AuditEntry
from taxonomy.models import Alias, Tag
from taxonomy.tags import (
    MOST_TAGS,
    Merge,
    check_alias,
    find_tag,
    merge_tags,
    preview_merge,
    resolve_tags,
    save_tag,
)
from tests.factories.articles import EditionFactory
from tests.factories.core import UserFactory
from tests.factories.taxonomy import AliasFactory, TagFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edda():
    return UserFactory(editor=True)


@pytest.fixture
def stroke():
    return TagFactory(name="Stroke", slug="stroke")


@pytest.fixture
def brain_attack():
    return TagFactory(name="Brain attack", slug="brain-attack")


@pytest.mark.parametrize("name", ["Stroke", "stroke", " STROKE ", "Strōke"])
def test_name_finds_its_tag_whatever_its_letters_look_like(stroke, name):
    assert resolve_tags([name]) == [stroke]


def test_unknown_name_makes_a_tag():
    (tag,) = resolve_tags(["Optical coherence tomography"])

    assert (tag.name, tag.slug) == ("Optical coherence tomography", "optical-coherence-tomography")


def test_renamed_tag_is_found_by_its_name_whatever_its_address(stroke):
    stroke.name = "Ischaemic stroke"
    stroke.save()
    TagFactory(name="Other", slug="ischaemic-stroke")

    assert resolve_tags(["Ischaemic stroke"]) == [stroke]


def test_other_name_gives_the_tag_itself(stroke):
    AliasFactory(tag=stroke, slug="brain-attack")

    assert resolve_tags(["Brain attack"]) == [stroke]


def test_tags_keep_their_order_and_come_once(stroke, brain_attack):
    assert resolve_tags(["Brain attack", "Stroke", "stroke"]) == [brain_attack, stroke]


def test_name_without_letters_is_refused():
    with pytest.raises(Refused) as refused:
        resolve_tags(["?!"])

    assert refused.value.field == "tags"


def test_too_many_tags_are_refused_before_any_is_made():
    with pytest.raises(Refused):
        resolve_tags([f"Topic {number}" for number in range(MOST_TAGS + 1)])

    assert Tag.objects.count() == 0


@pytest.mark.parametrize(("slug", "found"), [("stroke", True), ("cva", True), ("gout", False)])
def test_tag_is_found_by_its_address_and_former_ones(stroke, slug, found):
    AliasFactory(tag=stroke, slug="cva")

    assert find_tag(slug) == (stroke if found else None)


def test_renamed_tag_keeps_its_former_address(stroke, edda):
    stroke.name, stroke.slug = "Strokes", "strokes"

    save_tag(stroke, by=edda)

    assert find_tag("stroke") == find_tag("strokes") == stroke


def test_tag_renamed_back_has_no_alias_of_its_own_address(stroke, edda):
    stroke.slug = "strokes"
    save_tag(stroke, by=edda)
    stroke.slug = "stroke"

    save_tag(stroke, by=edda)

    assert [alias.slug for alias in stroke.aliases.all()] == ["strokes"]


def test_address_that_leads_to_another_tag_is_refused(stroke, edda):
    AliasFactory(tag=TagFactory(), slug="cva")
    stroke.slug = "cva"

    with pytest.raises(Refused) as refused:
        save_tag(stroke, by=edda)

    assert refused.value.field == "slug"


def test_other_name_that_is_a_tag_already_is_refused(stroke, brain_attack):
    with pytest.raises(Refused) as refused:
        check_alias(Alias(tag=stroke, name="Brain attack", slug="brain-attack"))

    assert refused.value.field == "name"


def test_merged_tag_gives_its_stories_to_the_other(stroke, brain_attack, edda):
    edition = EditionFactory()
    edition.tags.add(brain_attack)

    merge_tags(brain_attack, stroke, by=edda)

    assert list(edition.tags.all()) == [stroke]


def test_story_with_both_tags_keeps_one(stroke, brain_attack, edda):
    edition = EditionFactory()
    edition.tags.add(brain_attack, stroke)

    merge_tags(brain_attack, stroke, by=edda)

    assert list(edition.edition_tags.values_list("tag", flat=True)) == [stroke.pk]


def test_merged_tag_and_its_other_names_lead_to_the_one_that_stays(stroke, brain_attack, edda):
    AliasFactory(tag=brain_attack, slug="apoplexy")

    merge_tags(brain_attack, stroke, by=edda)

    assert find_tag("brain-attack") == find_tag("apoplexy") == stroke
    assert list(Tag.objects.all()) == [stroke]


def test_merge_is_in_the_log(stroke, brain_attack, edda):
    merge_tags(brain_attack, stroke, by=edda)

    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.act, entry.object_label) == (edda, "tag.merge", "Stroke")
    assert entry.data == {"merged": "Brain attack", "slug": "brain-attack"}


def test_tag_is_not_merged_into_itself(stroke, edda):
    with pytest.raises(Refused):
        merge_tags(stroke, stroke, by=edda)

    assert Tag.objects.get() == stroke


@pytest.mark.parametrize("role", ["writer", "moderator"])
def test_merge_without_the_right_is_refused(stroke, brain_attack, role):
    with pytest.raises(Refused):
        merge_tags(brain_attack, stroke, by=UserFactory(**{role: True}))

    assert Tag.objects.count() == 2


def test_preview_counts_and_changes_nothing(stroke, brain_attack):
    AliasFactory(tag=brain_attack)
    EditionFactory().tags.add(brain_attack)
    EditionFactory().tags.add(brain_attack, stroke)

    assert preview_merge(brain_attack, stroke) == Merge(moved=1, doubled=1, aliases=1)
    assert Tag.objects.count() == 2
