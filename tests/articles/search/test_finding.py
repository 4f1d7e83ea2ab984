"""What readers find: the same on both databases, and never what they may not see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles import indexing, publishing
from articles.models import Byline, Citation, SearchDocument, SearchPin
from articles.search import finding, sqlite
from articles.search.query import Query, phrases_of
from articles.search_documents import token
from literature.models import Work
from tests.factories.articles import EditionFactory, PersonFactory
from tests.factories.core import UserFactory
from tests.factories.literature import JournalFactory, WorkFactory

pytestmark = pytest.mark.django_db


def found(typed, **options):
    hits = finding.stories(
        Query(phrases_of(typed), options.pop("tokens", ()), **options), at=timezone.now()
    ).hits
    return [hit.edition_id for hit in hits]


@pytest.mark.parametrize("field", ["headline", "standfirst", "body_text", "search_title"])
def test_a_word_is_found_in(field, indexed):
    story = EditionFactory(live=True, **{field: "Tenecteplase"})
    EditionFactory(live=True)
    indexed()

    assert found("tenecteplase") == [story.pk]


def test_names_around_a_story_are_found(indexed):
    story = EditionFactory(live=True)
    work = WorkFactory(journal=JournalFactory(title="Annals of Improbable Kidneys"))
    Citation.objects.create(edition=story, work=work)
    Byline.objects.create(edition=story, person=PersonFactory(name="Zoë Ångström"))
    story.tags.add("Ménière disease")
    indexed()

    for typed in ["improbable", "zoe angstrom", "meniere", f'"{work.doi}"']:
        assert found(typed) == [story.pk], typed


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("trial trials", True),
        ('"who tried the"', True),
        ('"tried who"', False),
        ("tnf-alpha", True),
        ("the", True),
    ],
)
def test_words_match_by_their_stem_and_phrases_by_their_order(typed, is_found, indexed):
    EditionFactory(live=True, body_source="<p>A trial of those who tried the TNF-α blocker.</p>")
    indexed()

    assert bool(found(typed)) is is_found


def test_headline_counts_more_than_the_text(indexed):
    in_text = EditionFactory(live=True, body_source="<p>Sleep, at last, sleep.</p>")
    in_headline = EditionFactory(live=True, headline="What sleep does")
    indexed()

    assert found("sleep") == [in_headline.pk, in_text.pk]


def test_newer_of_two_alike_comes_first(indexed):
    now = timezone.now()
    old, new = (
        EditionFactory(live=True, headline="Sleep", live_from=now - age, sort_at=now - age)
        for age in (timedelta(days=900), timedelta(days=1))
    )
    indexed()

    assert found("sleep") == [new.pk, old.pk]


@pytest.mark.parametrize("trait", ["approved", "scheduled", "superseded", "withdrawn", "in_review"])
def test_hidden_story_is_not_found(trait, indexed):
    EditionFactory(**{trait: True}, headline="Canary word")
    shown = EditionFactory(live=True, headline="Canary seen")
    indexed()

    assert found("canary") == [shown.pk]


def test_scheduled_story_is_found_at_its_moment_without_any_job(indexed, time_machine):
    story = EditionFactory(scheduled=True, headline="Canary word")
    indexed()
    assert found("canary") == []

    time_machine.move_to(story.live_from, tick=False)

    assert found("canary") == [story.pk]


def test_publication_and_withdrawal_reach_the_search_at_once():
    ada = UserFactory(is_superuser=True)
    story = EditionFactory(approved=True, headline="Canary word")

    publishing.publish(story, by=ada, force="The desk is empty.")
    assert found("canary") == [story.pk]

    publishing.withdraw(story.article, by=ada, reason="It was wrong.")
    assert found("canary") == []
    assert not SearchDocument.objects.filter(edition=story).exists()


def test_hits_are_narrowed_inside_the_index(indexed):
    kept, _other = EditionFactory(live=True), EditionFactory(live=True)
    work = WorkFactory(study_design=Work.StudyDesign.COHORT)
    Citation.objects.create(edition=kept, work=work)
    indexed()

    cohort, trial = token("study", "cohort"), token("study", "randomised_trial")

    assert found("sight", tokens=((cohort,),)) == [kept.pk]
    assert found("sight", tokens=((trial,),)) == []
    assert found("sight", tokens=((cohort, trial),)) == [kept.pk]


def test_loose_query_finds_some_of_the_words(indexed):
    story = EditionFactory(live=True, headline="Retina")
    indexed()

    assert found("retina unobtainium") == []
    assert found("retina unobtainium", is_loose=True) == [story.pk]


@pytest.mark.parametrize("typed", ["' OR 1=1", "qq:*", "NEAR(", "-- ;", "((", "💊", "*", '"', "zq"])
def test_signs_are_no_commands(typed, indexed):
    EditionFactory(live=True)
    indexed()

    assert found(typed) == []


def test_people_journals_and_works_are_found_as_far_as_they_have_a_page(indexed):
    cited, hidden = WorkFactory(title="Canary trial"), WorkFactory(title="Canary hidden")
    Citation.objects.create(edition=EditionFactory(live=True), work=cited)
    Citation.objects.create(edition=EditionFactory(scheduled=True), work=hidden)
    here, gone = (
        PersonFactory(name="Ann Canary", bio="Retina."),
        PersonFactory(name="Bo Canary", is_active=False),
    )
    indexed()

    rows = finding.others(Query(phrases_of("canary")), at=timezone.now())

    assert [row.work for row in rows["work"]] == [cited]
    assert [row.person for row in rows["person"]] == [here]
    assert not finding.others(Query(phrases_of("retina")), at=timezone.now())
    assert gone.search_document
    journals = finding.others(Query(phrases_of(cited.journal.title)), at=timezone.now())
    assert [row.journal for row in journals["journal"]] == [cited.journal]


def test_pins_come_in_the_order_of_the_desk():
    first, second, hidden = (EditionFactory(live=n < 2, scheduled=n == 2) for n in range(3))
    for place, story in enumerate([hidden, second, first]):
        SearchPin.objects.create(words="sleep", article=story.article, position=place)

    assert finding.pinned("sleep", at=timezone.now()) == [second.pk, first.pk]
    assert finding.pinned("sleeps", at=timezone.now()) == []


def test_answer_about_a_word_of_a_story_to_come_is_that_about_no_word(indexed):
    EditionFactory(scheduled=True, headline="Canary word")
    indexed()

    hidden, unknown = (
        finding.answer(Query(phrases_of(typed)), at=timezone.now()) for typed in ("canary", "xy")
    )

    assert hidden == unknown


def test_answer_says_whether_something_is_pinned(indexed):
    story = EditionFactory(live=True)
    SearchPin.objects.create(words="sleep", article=story.article)
    indexed()

    def is_pinned(words):
        query = Query(phrases_of("sight"))
        return finding.answer(query, at=timezone.now(), pinned_for=words).is_pinned

    assert (is_pinned("sleep"), is_pinned("sleeps"), is_pinned("")) == (True, False, False)


def test_journal_is_found_by_the_name_it_goes_by(indexed):
    story = EditionFactory(live=True)
    journal = JournalFactory(abbr_nlm="N Engl J Med", alt_titles=["NEJM"])
    Citation.objects.create(edition=story, work=WorkFactory(journal=journal))
    indexed()

    assert found("nejm") == found("n engl j med") == [story.pk]


def test_draft_and_changed_row_are_indexed_as_they_are():
    story = EditionFactory(live=True, headline="Canary word")
    rows = type(story).objects.filter(pk=story.pk)
    indexing.index_editions(rows)
    rows.update(headline="Finch word")

    indexing.index_editions(rows)

    assert (found("canary"), found("finch")) == ([], [story.pk])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL weighs the newest anyway")
def test_of_very_many_matches_the_newest_are_weighed(monkeypatch, indexed):
    monkeypatch.setattr(sqlite, "WEIGHED", 1)
    EditionFactory(live=True, headline="Sepsis sepsis")
    newest = EditionFactory(live=True, standfirst="Sepsis")
    indexed()

    assert found("sepsis") == [newest.pk]
