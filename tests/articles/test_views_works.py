"""The page of a work: our stories on it, and nothing of works readers may not know of."""

import pytest

from articles.models import Citation
from literature.merging import merge
from literature.models import WorkRelation
from tests.factories.articles import CitationFactory, EditionFactory
from tests.factories.core import UserFactory
from tests.factories.literature import ContributorFactory, WorkFactory
from tests.querycount import assert_same_queries, queries_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 8


@pytest.fixture
def trial():
    return WorkFactory(tenecteplase=True)


@pytest.fixture
def story(trial):
    """A live story that reports on the trial."""
    edition = EditionFactory(live=True, headline="Clot drug does not bring back sight")
    CitationFactory(edition=edition, work=trial)
    return edition


def page_of(client, work, **asked):
    return " ".join(client.get(work.get_absolute_url(), asked).content.decode().split())


def test_work_shows_what_it_is_and_our_stories_on_it(client, trial, story):
    ContributorFactory(work=trial)

    page = page_of(client, trial)

    assert "Stephen J. Ryan" in page
    assert "Clot drug does not bring back sight" in page
    assert "Randomized controlled trial" in page


def test_work_stands_at_its_doi(client, trial, story):
    assert trial.get_absolute_url() == "/works/10.1056/nejmoa2508515/"


@pytest.mark.parametrize("former", ["10.1056/NEJMoa2508515", "{pk}"])
def test_other_names_of_a_work_lead_to_its_address(client, trial, story, former):
    response = client.get(f"/works/{former.format(pk=trial.pk)}/")

    assert response.status_code == 301
    assert response["Location"] == trial.get_absolute_url()


@pytest.mark.parametrize("trait", ["approved", "scheduled", "superseded", "withdrawn"])
def test_work_of_a_hidden_story_is_no_page_of_ours(client, trial, trait):
    CitationFactory(edition=EditionFactory(**{trait: True}), work=trial)

    hidden = client.get(trial.get_absolute_url())
    unknown = client.get("/works/10.5555/never-heard-of/")

    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content.replace(b"10.1056/nejmoa2508515", b"") == unknown.content.replace(
        b"10.5555/never-heard-of", b""
    )


@pytest.mark.parametrize("end", ["feed.atom", "reference.ris", "reference.txt"])
def test_files_of_a_hidden_work_do_not_exist(client, trial, end):
    CitationFactory(edition=EditionFactory(scheduled=True), work=trial)

    assert client.get(f"{trial.get_absolute_url()}{end}").status_code == 404


@pytest.mark.parametrize("key", ["0", "9" * 30, "10.1056", "10.5555/%00", "\u0663", "word"])
def test_a_key_that_names_nothing_is_not_found(client, key):
    assert client.get(f"/works/{key}/").status_code == 404


def test_stories_that_only_lean_on_a_work_stand_apart(client, trial, story):
    leaning = EditionFactory(live=True, headline="What a blocked artery does")
    CitationFactory(edition=leaning, work=trial, relation=Citation.Relation.BACKGROUND)

    page = page_of(client, trial)

    assert page.index("Mentioned in") < page.index("What a blocked artery does")


def test_versions_are_named_from_both_sides(client, trial, story):
    preprint = WorkFactory(preprint=True, title="Tenecteplase, as first posted")
    WorkRelation.objects.create(from_work=preprint, kind="is_preprint_of", to_work=trial)

    page = page_of(client, trial)

    assert "First posted as</span>" in page
    assert preprint.doi_link in page


def test_relation_to_a_secret_work_is_not_told(client, trial, story):
    secret = WorkFactory(title="Canary", published_print="2099-01-01")
    WorkRelation.objects.create(from_work=secret, kind="comments_on", to_work=trial)
    CitationFactory(edition=EditionFactory(scheduled=True), work=secret)

    assert "Canary" not in page_of(client, trial)


def test_reader_chooses_the_style(client, trial, story):
    assert "<i>N. Engl. J. Med.</i> <b>394</b>" in page_of(client, trial, style="nature")


def test_unknown_style_is_the_sites(client, trial, story):
    assert page_of(client, trial, style="<b>") == page_of(client, trial)


def test_style_does_not_change_the_address_of_the_page(client, trial, story):
    page = page_of(client, trial, style="apa")

    assert 'rel="canonical" href="https://news.example.org/works/10.1056/nejmoa2508515/"' in page


def test_work_is_saved_as_a_file(client, trial, story):
    response = client.get(f"{trial.get_absolute_url()}reference.ris")

    assert b"DO  - 10.1056/NEJMoa2508515" in response.content


def test_work_has_a_feed_of_its_stories(client, trial, story):
    feed = client.get(f"{trial.get_absolute_url()}feed.atom")

    assert b"Clot drug does not bring back sight" in feed.content


def test_page_costs_the_same_for_one_story_and_three(client, trial):
    def tell():
        CitationFactory(edition=EditionFactory(live=True), work=trial)
        leaning = EditionFactory(live=True)
        CitationFactory(edition=leaning, work=trial, relation=Citation.Relation.BACKGROUND)
        WorkRelation.objects.create(from_work=WorkFactory(), kind="comments_on", to_work=trial)

    assert_same_queries(lambda: client.get(trial.get_absolute_url()), tell)
    assert len(queries_of(lambda: client.get(trial.get_absolute_url()))) <= MOST_QUERIES


def test_former_names_of_a_merged_work_lead_to_what_it_became(client, trial, story):
    double = WorkFactory(doi_display="10.5555/Twice")
    number = double.pk
    merge(double, trial, by=UserFactory(administrator=True))

    for former in ("10.5555/twice", number):
        response = client.get(f"/works/{former}/")

        assert response["Location"] == trial.get_absolute_url()
