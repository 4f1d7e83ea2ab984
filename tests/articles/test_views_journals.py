"""The catalogue's pages: only what readers may know of."""

import pytest

from articles import catalogue
from tests.factories.articles import CitationFactory, EditionFactory
from tests.factories.literature import IssueFactory, WorkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seventh():
    return IssueFactory(
        journal__nejm=True, issue_label="7", pages_raw="625-728", cover_date="2026-02-12"
    )


@pytest.fixture
def roundup(seventh):
    """A live story on the whole issue."""
    story = EditionFactory(live=True, headline="Nine papers in one issue")
    CitationFactory(edition=story, issue=seventh, pages_raw="625-728")
    return story


def in_issue(issue, **fields):
    return WorkFactory(
        journal=issue.journal, volume=issue.volume, issue_label=issue.issue_label, **fields
    )


def page_of(client, issue):
    return " ".join(client.get(issue.get_absolute_url()).content.decode().split())


def test_issue_shows_its_date_pages_and_stories(client, seventh, roundup):
    page = page_of(client, seventh)

    assert "12 February 2026" in page
    assert "625–728" in page
    assert "Nine papers in one issue" in page


def test_issue_lists_its_papers_by_page(client, seventh, roundup):
    in_issue(seventh, title="Second", pages_raw="683-691")
    in_issue(seventh, title="First", pages_raw="625-635")

    page = page_of(client, seventh)

    assert page.index("First") < page.index("Second")
    assert "0 of the 2 papers listed" in page


def test_issue_shows_our_story_beside_its_paper(client, seventh, roundup):
    story = EditionFactory(live=True, headline="Three doses into two")
    CitationFactory(edition=story, work=in_issue(seventh, pages_raw="648-657"))

    page = page_of(client, seventh)

    assert "Three doses into two" in page
    assert "Pages 625 to 728. Reported on: 648–657." in page


def test_issue_keeps_a_paper_that_is_still_under_embargo(client, seventh, roundup):
    draft = EditionFactory()
    secret = in_issue(seventh, title="Canary", published_print="2099-01-01")
    CitationFactory(edition=draft, work=secret)

    assert "Canary" not in page_of(client, seventh)


def test_issue_that_no_live_story_cites_is_no_page_of_ours(client, seventh):
    CitationFactory(edition=EditionFactory(), issue=seventh)

    assert client.get(seventh.get_absolute_url()).status_code == 404


def test_journal_that_no_live_story_cites_is_no_page_of_ours(client, seventh):
    CitationFactory(edition=EditionFactory(scheduled=True), issue=seventh)

    assert client.get(seventh.journal.get_absolute_url()).status_code == 404
    assert seventh.journal.title not in client.get("/journals/").content.decode()


def test_journal_shows_its_issues_and_stories(client, seventh, roundup):
    response = client.get(seventh.journal.get_absolute_url())

    assert [spine.issue for spine in response.context["spines"]] == [seventh]
    assert [card.story for card in response.context["cards"]] == [roundup]


def test_journals_are_listed_with_the_number_of_their_stories(client, seventh, roundup):
    CitationFactory(edition=roundup, work=WorkFactory(journal=seventh.journal))

    ((_all, journals),) = client.get("/journals/").context["groups"]

    assert [(journal.title, journal.stories) for journal in journals] == [
        ("New England Journal of Medicine", 1)
    ]


def test_stories_of_a_journal_are_not_counted_without_end(client, monkeypatch, seventh):
    monkeypatch.setattr(catalogue, "MANY", 2)
    works = WorkFactory.create_batch(4, journal=seventh.journal)
    for work in works:
        CitationFactory(edition=EditionFactory(live=True), work=work)

    page = client.get("/journals/").content.decode()

    ((_all, (journal,)),) = client.get("/journals/").context["groups"]
    assert journal.stories == 3
    assert "more than 2 stories" in page


def test_journals_stand_by_subject_where_asked_for(client):
    for title, subject in [("Annals", "Surgery"), ("Brain", "Neurology"), ("Cell", "")]:
        work = WorkFactory(journal__title=title, journal__subject=subject)
        CitationFactory(edition=EditionFactory(live=True), work=work)

    page = client.get("/journals/", {"by": "subject"}).content.decode()

    places = [page.index(word) for word in ("Neurology", "Brain", "Surgery", "Annals", "Cell")]
    assert places == sorted(places)
    assert "Other subjects" in page


def test_order_of_journals_that_is_not_known_is_by_title(client, seventh, roundup):
    assert client.get("/journals/?by=%00").content == client.get("/journals/").content
