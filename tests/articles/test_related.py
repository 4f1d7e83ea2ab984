"""Which stories are offered beside one, and which never are."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import RelatedPick
from articles.related import COMMON, related, tags_of, weights_of
from tests.factories.articles import CitationFactory, EditionFactory
from tests.factories.literature import IssueFactory, WorkFactory
from tests.factories.taxonomy import TagFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return EditionFactory(live=True)


def picked(story, *others):
    for position, other in enumerate(others):
        RelatedPick.objects.create(article=story.article, other=other.article, position=position)


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
        found = offered(story, tags=())

    assert len(found) == 3


def test_sections_near_by_count_as_the_story_s_own(story):
    beside = EditionFactory(live=True)

    assert offered(story, sections=[beside.section_id]) == [beside]


def test_what_the_desk_chose_comes_first_and_in_its_order(story):
    near = EditionFactory(live=True, section=story.section)
    second, first = EditionFactory(live=True), EditionFactory(live=True)
    picked(story, first, second)

    assert offered(story) == [first, second, near]


@pytest.mark.parametrize("trait", ["approved", "scheduled", "superseded", "withdrawn"])
def test_chosen_story_that_cannot_be_read_falls_out(story, trait):
    picked(story, EditionFactory(**{trait: True}))

    assert offered(story) == []


def test_retracted_one_stands_only_where_the_desk_chose_it(story):
    fallen = EditionFactory(live=True, section=story.section)
    CitationFactory(edition=fallen, work=WorkFactory(retracted=True))
    picked(story, fallen)

    assert offered(story) == [fallen]


def test_same_issue_comes_after_the_same_work_and_before_a_tag(story):
    issue, tag = IssueFactory(), TagFactory()
    work = WorkFactory(journal=issue.journal, volume="394", issue_label=issue.issue_label)
    CitationFactory(edition=story, work=work)
    story.edition_tags.create(tag=tag)
    with_tag, in_issue, on_work = EditionFactory.create_batch(3, live=True)
    with_tag.edition_tags.create(tag=tag)
    CitationFactory(edition=in_issue, issue=issue)
    CitationFactory(edition=on_work, work=work)

    assert offered(story) == [on_work, in_issue, with_tag]


def test_rare_tag_weighs_more_than_a_common_one(story):
    common, rare = TagFactory(name="Medicine"), TagFactory(name="Gliomas")
    for tag in (common, rare):
        story.edition_tags.create(tag=tag)
    day = timedelta(days=1)
    with_rare = EditionFactory(live=True, live_from=timezone.now() - 9 * day)
    with_rare.edition_tags.create(tag=rare)
    for one in EditionFactory.create_batch(4, live=True):
        one.edition_tags.create(tag=common)

    assert offered(story)[0] == with_rare


def test_hidden_stories_do_not_make_a_tag_common(story):
    tag = TagFactory()
    for one in (story, EditionFactory(live=True), EditionFactory(), EditionFactory(scheduled=True)):
        one.edition_tags.create(tag=tag)

    (row,) = tags_of(story, timezone.now())

    assert row.carried == 2


def test_weight_falls_as_a_tag_becomes_common():
    tags = [TagFactory.build(pk=number) for number in (1, 2, 3)]
    for tag, carried in zip(tags, (COMMON, 2, 1), strict=True):
        tag.carried = carried

    weights = weights_of(tags)

    assert list(weights) == [2, 1]
    assert 1 == weights[2] > weights[1] > 0
