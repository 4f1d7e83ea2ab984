"""Saving and opening editions: nothing is lost, nothing live is changed."""

import pytest

from articles import editions
from articles.editions import BylineEntry, CitationEntry
from articles.models import Address, Article, Edition
from core.errors import Refused, Stale
from tests.factories.articles import CitationFactory, EditionFactory, PersonFactory
from tests.factories.core import UserFactory
from tests.factories.literature import WorkFactory
from tests.factories.taxonomy import SectionFactory, TagFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def wren():
    return UserFactory(writer=True)


def fields(**changes):
    values = {
        "headline": "A clot drug and the eye",
        "slug": "clot-drug",
        "body_source": "<p>No.</p>",
    }
    return values | {"section": changes.pop("section", None) or SectionFactory()} | changes


def test_start_story_makes_a_whole_first_draft(wren):
    person, work, tag = PersonFactory(), WorkFactory(), TagFactory()

    edition = editions.start_story(
        by=wren,
        fields=fields(),
        bylines=[BylineEntry(person)],
        citations=[CitationEntry(work=work)],
        tags=[tag],
    )

    assert (edition.number, edition.state, edition.article.latest_id) == (1, "draft", None)
    assert Article.objects.get().latest == edition
    assert [row.person for row in edition.bylines.all()] == [person]
    assert [(row.work, row.number) for row in edition.citations.all()] == [(work, 1)]
    assert list(edition.tags.all()) == [tag]


def test_start_story_without_the_right_is_refused():
    with pytest.raises(Refused, match="not start them"):
        editions.start_story(by=UserFactory(moderator=True), fields=fields())


def test_start_story_with_a_taken_address_is_refused_and_leaves_nothing(wren):
    taken = EditionFactory(live=True)

    with pytest.raises(Refused, match="Another story has the address") as caught:
        editions.start_story(by=wren, fields=fields(section=taken.section, slug=taken.slug))

    assert caught.value.field == "slug"
    assert Article.objects.count() == 1


def test_write_raises_the_version_and_keeps_what_is_not_given(wren):
    work = WorkFactory()
    edition = editions.start_story(by=wren, fields=fields(), citations=[CitationEntry(work=work)])

    editions.write(edition, version=1, by=wren, fields={"headline": "Another headline"})

    saved = Edition.objects.get()
    assert (saved.version, saved.headline) == (2, "Another headline")
    assert [row.work for row in saved.citations.all()] == [work]


def test_write_over_a_newer_version_is_stale_and_changes_nothing(wren):
    edition = editions.start_story(by=wren, fields=fields())
    editions.write(edition, version=1, by=wren, fields={"headline": "Paul's headline"})

    with pytest.raises(Stale, match="saved while you were writing") as caught:
        editions.write(edition, version=1, by=wren, fields={"headline": "Wren's headline"})

    assert caught.value.current == 2
    assert Edition.objects.get().headline == "Paul's headline"


def test_write_to_a_published_edition_is_refused(wren):
    edition = EditionFactory(live=True)

    with pytest.raises(Refused, match="was published meanwhile"):
        editions.write(edition, version=edition.version, by=wren, fields={"headline": "New"})

    assert Edition.objects.get().headline != "New"


def test_saving_an_approved_text_takes_the_approval_away(wren):
    edition = EditionFactory(approved=True)

    editions.write(edition, version=1, by=wren, fields={"headline": "Changed after approval"})

    assert Edition.objects.get().state == "draft"


def test_next_edition_is_a_whole_copy(wren):
    person, work, tag = PersonFactory(), WorkFactory(), TagFactory()
    live = EditionFactory(live=True)
    live.bylines.create(person=person, role="reviewer")
    citation = CitationFactory(edition=live, work=work, relation="background")
    live.tags.set([tag])

    following = editions.open_next(live, by=wren)

    copied = {name: getattr(following, name) for name in editions.CONTENT_FIELDS}
    assert copied == {name: getattr(live, name) for name in editions.CONTENT_FIELDS}
    assert (following.number, following.state, following.live_from) == (2, "draft", None)
    assert [(row.person, row.role) for row in following.bylines.all()] == [(person, "reviewer")]
    assert [(row.work, row.relation, row.key) for row in following.citations.all()] == [
        (work, "background", citation.key)
    ]
    assert list(following.tags.all()) == [tag]


def test_second_open_draft_of_a_story_is_refused(wren):
    live = EditionFactory(live=True)
    editions.open_next(live, by=wren)

    with pytest.raises(Refused, match="Draft 2 of this story is open already"):
        editions.open_next(live, by=wren)


def test_citations_are_numbered_in_the_order_of_mention(wren):
    first, second, third = WorkFactory(), WorkFactory(), WorkFactory()
    marks = [f'<a class="cite" href="#ref-{key}">?</a>' for key in ("bbbbbb", "cccccc")]
    text = f"<p>B{marks[0]} C{marks[1]}</p>"

    edition = editions.start_story(
        by=wren,
        fields=fields(body_source=text),
        citations=[
            CitationEntry(work=first, key="aaaaaa"),
            CitationEntry(work=second, key="bbbbbb"),
            CitationEntry(work=third, key="cccccc"),
        ],
    )

    numbers = {row.key: row.number for row in edition.citations.all()}
    assert numbers == {"bbbbbb": 1, "cccccc": 2, "aaaaaa": 3}


def test_address_of_a_draft_follows_its_word_and_frees_the_old_one(wren):
    edition = editions.start_story(by=wren, fields=fields(slug="first"))

    editions.write(edition, version=1, by=wren, fields={"slug": "second"})

    assert [row.path for row in Address.objects.all()] == [f"{edition.section.path}/second"]
