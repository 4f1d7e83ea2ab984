"""Journals, issues and works as far as readers may know of them."""

import pytest
from django.db.models import Q
from django.utils import timezone

from articles import catalogue
from literature.models import Work
from tests.factories.articles import CitationFactory, EditionFactory
from tests.factories.literature import IssueFactory, WorkFactory
from tests.factories.taxonomy import AliasFactory, TagFactory

pytestmark = pytest.mark.django_db


def cite(issue, **story):
    return CitationFactory(edition=EditionFactory(**story), issue=issue)


def known():
    return list(catalogue.known_works(timezone.now()))


def test_issue_counts_a_story_once_however_often_it_cites_it():
    issue = IssueFactory(issue_label="7")
    story = cite(issue, live=True).edition
    in_issue = {"journal": issue.journal, "volume": issue.volume, "issue_label": "7"}
    CitationFactory(edition=story, work=WorkFactory(**in_issue))

    (found,) = catalogue.issues(timezone.now())

    assert (found, found.stories) == (issue, 1)


@pytest.mark.parametrize("trait", ["approved", "scheduled", "superseded", "withdrawn"])
def test_issue_of_a_story_that_cannot_be_read_is_unknown(trait):
    cite(IssueFactory(), **{trait: True})

    assert list(catalogue.issues(timezone.now())) == []
    assert list(catalogue.journals(timezone.now())) == []


def test_issues_stand_newest_first():
    older = IssueFactory(cover_date="2026-01-29")
    newer = IssueFactory(cover_date="2026-02-12")
    cite(older, live=True)
    cite(newer, live=True)

    assert [spine.issue for spine in catalogue.spines(catalogue.issues(timezone.now()))] == [
        newer,
        older,
    ]


def test_shelf_holds_one_issue_of_each_journal_before_a_second(monkeypatch):
    monkeypatch.setattr(catalogue, "ON_THE_SHELF", 2)
    newest = IssueFactory(cover_date="2026-03")
    second = IssueFactory(journal=newest.journal, cover_date="2026-02")
    other = IssueFactory(cover_date="2026-01")
    for issue in (newest, second, other):
        cite(issue, live=True)

    assert [spine.issue for spine in catalogue.shelf(timezone.now())] == [newest, other]


@pytest.mark.parametrize(("many", "counted"), [(3, (3, False)), (2, (2, True))])
def test_shelf_counts_stories_once_and_not_without_end(monkeypatch, many, counted):
    monkeypatch.setattr(catalogue, "MANY", many)
    issue = IssueFactory(cover_date="2026-03")
    work = WorkFactory(journal=issue.journal, volume=issue.volume, issue_label=issue.issue_label)
    of_both = cite(issue, live=True).edition
    CitationFactory(edition=of_both, work=work)
    cite(issue, live=True)
    CitationFactory(edition=EditionFactory(live=True), work=work)
    cite(issue, scheduled=True)

    (spine,) = catalogue.shelf(timezone.now())
    (listed,) = catalogue.spines(catalogue.issues(timezone.now()))

    assert (work.issue, spine.stories, spine.has_more) == (issue, *counted)
    assert listed == spine


@pytest.mark.parametrize(
    ("fields", "is_known"),
    [
        ({"published_print": "2026"}, True),
        ({"published_print": "2099-01"}, False),
        ({"published_print": "2099", "published_online": "2020-01-01"}, True),
        ({"published_print": "", "posted": "2020-01-01"}, True),
        ({"published_print": ""}, False),
    ],
)
def test_work_is_known_once_it_is_published(fields, is_known, time_machine):
    time_machine.move_to("2026-02-12T17:00:00Z")
    WorkFactory(**fields)

    assert bool(known()) is is_known


def test_work_that_a_live_story_cites_is_known():
    work = WorkFactory(published_print="2099")
    CitationFactory(edition=EditionFactory(live=True), work=work)

    assert known() == [work]


def test_entry_of_the_contents_names_pages_and_kind():
    work = Work(pages_raw="648-657", study_design=Work.StudyDesign.COHORT)

    entry = catalogue.Entry(work, None)

    assert (entry.pages, entry.kind) == ("648–657", "Cohort study")


@pytest.mark.parametrize(
    ("fields", "pages"),
    [({"pages_raw": "625-728"}, "625–728"), ({}, "")],
)
def test_pages_of_an_issue(fields, pages):
    assert catalogue.pages_of_issue(IssueFactory(**fields)).full("–") == pages


def test_neighbours_are_the_visible_issues_of_the_volume():
    seventh = IssueFactory(issue_label="7")
    fifth = IssueFactory(journal=seventh.journal, issue_label="5")
    IssueFactory(journal=seventh.journal, issue_label="6")
    for issue in (seventh, fifth):
        cite(issue, live=True)

    assert catalogue.neighbours(seventh, timezone.now()) == [fifth]


@pytest.mark.parametrize("trait", [{}, {"scheduled": True}, {"withdrawn": True}])
@pytest.mark.parametrize("path", ["/tags/secret/", "/tags/old-secret/", "/tags/secret/feed.atom"])
def test_tag_of_hidden_stories_cannot_be_told_from_none(client, path, trait):
    tag = TagFactory(slug="secret", name="Canary")
    AliasFactory(tag=tag, slug="old-secret")
    EditionFactory(**trait).edition_tags.create(tag=tag)

    response = client.get(path)

    assert response.status_code == 404
    assert b"Canary" not in response.content


@pytest.mark.parametrize("walked", [0, 5_000])
def test_stories_under_a_tag_are_the_same_however_they_are_found(monkeypatch, walked):
    monkeypatch.setattr(catalogue, "WALKED", walked)
    tag = TagFactory()
    older, newer = EditionFactory.create_batch(2, live=True)
    for story in (older, newer, EditionFactory()):
        story.tags.add(tag)
    EditionFactory(live=True).tags.add(TagFactory())

    assert list(catalogue.stories_under(tag, at=timezone.now())) == [newer, older]


def test_stories_on_are_found_once_by_several_conditions():
    issue = IssueFactory(issue_label="7")
    story = cite(issue, live=True).edition
    in_issue = {"journal": issue.journal, "volume": issue.volume, "issue_label": "7"}
    CitationFactory(edition=story, work=WorkFactory(**in_issue))
    cite(issue)

    found = catalogue.stories_on(Q(issue=issue), Q(work__issue=issue), at=timezone.now())

    assert list(found) == [story]
