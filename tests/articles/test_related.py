"""Which stories are offered beside one, and which never are."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.related import related
from tests.factories.articles import CitationFactory, EditionFactory
from tests.factories.literature import WorkFactory
from tests.factories.taxonomy import TagFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return EditionFactory(live=True)


def offered(story, **kwargs):
    return related(story, at=timezone.now(), **kwargs)


def test_same_work_comes_before_tag_and_tag_before_section(story):
    work, tag = WorkFactory(), TagFactory()
    CitationFactory(edition=story, work=work)
    story.edition_tags.create(tag=tag)
    in_section = EditionFactory(live=True, section=story.section)
    with_tag = EditionFactory(live=True)
    with_tag.edition_tags.create(tag=tag)
    on_work = EditionFactory(live=True)
    CitationFactory(edition=on_work, work=work)

    assert offered(story) == [on_work, with_tag, in_section]


def test_newest_comes_first_among_equals(story):
    day = timedelta(days=1)
    older = EditionFactory(live=True, section=story.section, live_from=timezone.now() - 2 * day)
    newer = EditionFactory(live=True, section=story.section, live_from=timezone.now() - day)

    assert offered(story) == [newer, older]


@pytest.mark.parametrize("trait", ["approved", "in_review", "scheduled", "superseded", "withdrawn"])
def test_story_that_cannot_be_read_is_never_offered(story, trait):
    EditionFactory(section=story.section, **{trait: True})

    assert offered(story) == []


def test_story_on_a_retracted_work_is_never_offered(story):
    fallen = EditionFactory(live=True, section=story.section)
    CitationFactory(edition=fallen, work=WorkFactory(retracted=True))

    assert offered(story) == []


def test_story_itself_and_what_has_nothing_to_do_with_it_are_not_offered(story):
    EditionFactory(live=True)

    assert offered(story) == []


def test_at_most_three_are_offered_in_one_query(story, django_assert_num_queries):
    EditionFactory.create_batch(4, live=True, section=story.section)

    with django_assert_num_queries(1):
        found = offered(story)

    assert len(found) == 3


def test_sections_near_by_count_as_the_story_s_own(story):
    beside = EditionFactory(live=True)

    assert offered(story, sections=[beside.section_id]) == [beside]
