"""One story with all that its page says around the text."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import reading
from articles.models import Citation
from articles.reading import Story
from taxonomy.tree import SectionTree
from tests.factories.articles import CitationFactory, CorrectionFactory, EditionFactory
from tests.factories.literature import IssueFactory, WorkFactory
from tests.factories.media import ImageFactory

pytestmark = pytest.mark.django_db
Relation = Citation.Relation


def story_of(edition):
    return Story(edition, timezone.now(), SectionTree.load())


@pytest.mark.parametrize(
    ("is_major", "hours", "is_said"), [(True, 5, True), (False, 5, False), (True, 0, False)]
)
def test_update_is_said_where_the_desk_calls_it_major(is_major, hours, is_said):
    edition = EditionFactory(live=True, is_major_change=is_major)
    edition.sort_at = edition.live_from - timedelta(hours=hours)

    assert story_of(edition).updated == (edition.live_from if is_said else None)


def test_story_was_corrected_when_it_was_last_corrected():
    edition = EditionFactory(live=True)
    day = timedelta(days=1)
    CorrectionFactory(article=edition.article, at=timezone.now() - 2 * day)
    latest = CorrectionFactory(article=edition.article, at=timezone.now() - day)

    assert story_of(edition).corrected == latest.at


def test_correction_that_is_still_to_come_is_not_public():
    CorrectionFactory(at=timezone.now() + timedelta(hours=1))

    assert list(reading.public_corrections(timezone.now())) == []


@pytest.mark.parametrize(
    ("own", "library", "caption"),
    [("Own words.", "Library.", "Own words."), ("", "Library.", "Library."), ("", "", "")],
)
def test_caption_of_the_story_comes_before_that_of_the_library(own, library, caption):
    edition = EditionFactory(lead_image=ImageFactory(caption=library), lead_caption=own)

    assert story_of(edition).caption == caption


@pytest.mark.parametrize(
    ("relation", "words"),
    [
        (Relation.REPORTS_ON, "Reported on in this story"),
        (Relation.BACKGROUND, "Background"),
        (Relation.DISPUTES, "Disputes"),
    ],
)
def test_reference_says_how_it_stands_to_the_story(relation, words):
    citation = CitationFactory(work=WorkFactory(), relation=relation)

    assert reading.relation_words(citation) == words


def test_reference_to_a_whole_issue_is_written_with_its_pages():
    issue = IssueFactory(journal__nejm=True, issue_label="7")
    citation = CitationFactory(issue=issue, relation=Relation.ISSUE_ROUNDUP, pages_raw="625-728")

    reference = reading.reference(citation, "")

    text = "".join(run.text for run in reference.runs)
    assert (text, reference.relation_words) == (
        "N Engl J Med. 2026;394(7):625-728.",
        "Whole issue",
    )


def test_reference_leads_back_only_where_the_text_mentions_it():
    citation = CitationFactory(work=WorkFactory(), key="abc123")

    mentioned = '<p><a class="cite" id="cite-abc123" href="#ref-abc123">1</a></p>'
    assert reading.reference(citation, mentioned).is_marked
    assert not reading.reference(citation, "<p>No mark.</p>").is_marked


def test_more_sources_than_plates_are_counted():
    edition = EditionFactory(live=True)
    for _number in range(5):
        CitationFactory(edition=edition, work=WorkFactory())

    story = story_of(edition)

    assert (len(story.sources), story.more_sources) == (3, 2)
