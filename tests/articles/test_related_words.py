"""Why a story stands beside another, in words for the desk."""

import pytest
from django.utils import timezone

from articles.models import RelatedPick
from articles.related_words import explained
from tests.factories.articles import CitationFactory, EditionFactory
from tests.factories.literature import IssueFactory, JournalFactory, WorkFactory
from tests.factories.taxonomy import SectionFactory, TagFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return EditionFactory(live=True, section=SectionFactory(name="Health"))


def because(story):
    (one,) = explained(story, at=timezone.now())
    return one.because


def test_shared_work_and_tags_are_named(story):
    other = EditionFactory(live=True)
    work = WorkFactory(title="A trial")
    for one in (story, other):
        CitationFactory(edition=one, work=work)
        for name in ("Stroke", "Eye"):
            one.tags.add(name)

    said = "Because both cite “A trial”; both carry the tags “Eye” and “Stroke”."
    assert because(story) == said


def test_shared_issue_is_named(story):
    issue = IssueFactory(journal=JournalFactory(nejm=True), issue_label="5")
    work = WorkFactory(journal=issue.journal, volume="394", issue_label="5")
    CitationFactory(edition=story, work=work)
    CitationFactory(edition=EditionFactory(live=True), issue=issue)

    assert because(story) == f"Because both cite {issue.long_name}."


def test_what_only_stands_near_is_said_to_be_new(story):
    EditionFactory(live=True, section=story.section)

    assert because(story) == "Because it is new in Health."


def test_choice_of_the_desk_is_said_and_a_retraction_with_it(story):
    other = EditionFactory(live=True)
    CitationFactory(edition=other, work=WorkFactory(retracted=True))
    RelatedPick.objects.create(article=story.article, other=other.article)

    (one,) = explained(story, at=timezone.now())

    assert (one.because, one.is_picked, one.is_fallen) == ("It was chosen by hand.", True, True)


def test_reasons_cost_the_same_for_one_and_for_three(story, django_assert_num_queries):
    tag = TagFactory()
    story.edition_tags.create(tag=tag)
    for count in (1, 2):
        for other in EditionFactory.create_batch(count, live=True, section=story.section):
            other.edition_tags.create(tag=tag)
            CitationFactory(edition=other, work=WorkFactory())
        with django_assert_num_queries(4):
            explained(story, at=timezone.now())
